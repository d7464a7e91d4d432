package chat.parley.engineio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts sessions per client address. Safe for many threads. */
final class SessionsPerAddress {
    private final int max;
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** @param max sessions per address; 0 for no limit, in which case nothing is counted */
    SessionsPerAddress(int max) {
        this.max = max;
    }

    /** Counts a session; returns false if its address is already at the limit. */
    boolean tryAdd(String address, String session) {
        if (max == 0) {
            return true;
        }
        if (counts.merge(address, 1, Integer::sum) > max) {
            decrement(address);
            return false;
        }
        owners.put(session, address);
        return true;
    }

    void remove(String session) {
        String address = owners.remove(session);
        if (address != null) {
            decrement(address);
        }
    }

    private void decrement(String address) {
        counts.computeIfPresent(address, (known, count) -> count > 1 ? count - 1 : null);
    }
}
