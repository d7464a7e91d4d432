package chat.parley.namespace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The clients that said goodbye lately, and so do not go on where they were: the last ones, as far as this server has been told. Safe for many threads. */
final class Goodbyes {
    private static final int MOST = 10_000;

    private final Set<String> pids = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }));

    /** @param pid null for a client that cannot come back anyway */
    void add(String pid) {
        if (pid != null) {
            pids.add(pid);
        }
    }

    boolean contains(String pid) {
        return pids.contains(pid);
    }
}
