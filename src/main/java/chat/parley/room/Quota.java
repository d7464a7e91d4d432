package chat.parley.room;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts units held per holder. Keeps no entry for holders of none. Thread-safe. */
final class Quota {
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    int heldBy(String who) {
        return held.getOrDefault(who, 0);
    }

    /** Takes a unit; false if the holder already has {@code most}. */
    boolean take(String who, int most) {
        if (held.merge(who, 1, Integer::sum) > most) {
            release(who);
            return false;
        }
        return true;
    }

    void release(String who) {
        held.computeIfPresent(who, (known, count) -> count > 1 ? count - 1 : null);
    }
}
