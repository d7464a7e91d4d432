package chat.parley.room;

import chat.parley.cluster.Cluster;
import chat.parley.identity.Secrets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Socket.IO clients that disconnected deliberately and are not recovered, here or on other servers. The most recent
 * ones. A hint tells the others: one that is lost lets the client be recovered there. Safe for many threads.
 */
public final class Departures {
    private static final int MAX_CLIENTS = 10_000;

    private final Cluster cluster;
    /** Digests of their pids. */
    private final Set<String> clients = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_CLIENTS;
        }
    }));

    Departures(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param pid the client's secret; null for a client that cannot be recovered anyway */
    public void add(String pid) {
        if (pid != null) {
            String client = digestOf(pid);
            clients.add(client);
            cluster.departed(client);
        }
    }

    void addElsewhere(String client) {
        clients.add(client);
    }

    public boolean contains(String pid) {
        return clients.contains(digestOf(pid));
    }

    private static String digestOf(String pid) {
        return Secrets.digestOf("departed " + pid);
    }
}
