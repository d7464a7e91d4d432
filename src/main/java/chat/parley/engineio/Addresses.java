package chat.parley.engineio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many sessions each address has. Safe for many threads. */
final class Addresses {
    private final int most;
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** @param most sessions of one address; 0 for no limit, and then nothing is counted */
    Addresses(int most) {
        this.most = most;
    }

    /** False when the address has as many as it may. */
    boolean add(String address, String session) {
        if (most == 0) {
            return true;
        }
        if (counts.merge(address, 1, Integer::sum) > most) {
            drop(address);
            return false;
        }
        owners.put(session, address);
        return true;
    }

    void remove(String session) {
        String address = owners.remove(session);
        if (address != null) {
            drop(address);
        }
    }

    private void drop(String address) {
        counts.computeIfPresent(address, (known, count) -> count > 1 ? count - 1 : null);
    }
}
