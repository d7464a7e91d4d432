package chat.parley.room;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts units held per holder. Keeps no entry for holders of none. Thread-safe. */
final class Quota {
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    int heldBy(String holder) {
        return held.getOrDefault(holder, 0);
    }

    /** Takes a unit; false if the holder already has {@code most}. */
    boolean tryTake(String holder, int most) {
        if (held.merge(holder, 1, Integer::sum) > most) {
            release(holder);
            return false;
        }
        return true;
    }

    void release(String holder) {
        held.computeIfPresent(holder, (known, count) -> count > 1 ? count - 1 : null);
    }
}
