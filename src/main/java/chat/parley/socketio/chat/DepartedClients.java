package chat.parley.socketio.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Clients that disconnected deliberately and are not recovered. Remembers the most recent ones seen by this
 * server. Safe for many threads.
 */
final class DepartedClients {
    private static final int MAX_PIDS = 10_000;

    private final Set<String> pids = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_PIDS;
        }
    }));

    /** @param pid null for a client that cannot be recovered anyway */
    void add(String pid) {
        if (pid != null) {
            pids.add(pid);
        }
    }

    boolean contains(String pid) {
        return pids.contains(pid);
    }
}
