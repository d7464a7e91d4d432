package chat.parley.client;

import java.util.concurrent.atomic.AtomicInteger;

/** Generates room names, each once per JVM. Thread-safe. */
public final class UnusedRoom {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private UnusedRoom() {}

    /** A room that nobody has joined yet. */
    public static String name() {
        return "room " + NUMBERS.incrementAndGet();
    }
}
