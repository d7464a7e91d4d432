package chat.parley.client;

import java.util.concurrent.atomic.AtomicInteger;

/** Names for rooms, each given out once per JVM. Safe for many threads. */
public final class UnusedRoom {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private UnusedRoom() {}

    /** The name of a room that nobody has joined yet. */
    public static String name() {
        return "room " + NUMBERS.incrementAndGet();
    }
}
