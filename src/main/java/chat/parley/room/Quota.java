package chat.parley.room;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much each one holds of something. Knows only those who hold some. Safe for many threads. */
final class Quota {
    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    int heldBy(String who) {
        return held.getOrDefault(who, 0);
    }

    /** False where this one holds so many already. */
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
