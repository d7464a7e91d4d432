package chat.parley.client;

import java.util.concurrent.atomic.AtomicInteger;

/** Generates room names, each once per JVM. Thread-safe. */
public final class UnusedRoom {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private UnusedRoom() {}

    /** A room that nobody has joined yet. No name is a part of another, because rooms are found by a part. */
    public static String name() {
        return String.format("room %04d", NUMBERS.incrementAndGet());
    }
}
