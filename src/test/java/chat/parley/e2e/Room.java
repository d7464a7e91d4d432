package chat.parley.e2e;

import java.util.concurrent.atomic.AtomicInteger;

/** Names of rooms. */
final class Room {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Room() {}

    /** A room in which nobody has been. */
    static String unused() {
        return "room " + NUMBERS.incrementAndGet();
    }
}
