package chat.parley.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A client that records every event in order of arrival. A wait that times out throws an {@link AssertionError} with
 * the latest events. Thread-safe.
 */
public abstract class TestClient implements AutoCloseable {
    private static final int SHOWN = 20;

    private final Duration patience;
    private final List<Heard> heard = new ArrayList<>();

    /** @param patience the timeout of all waits */
    TestClient(Duration patience) {
        this.patience = patience;
    }

    /** Sends a command with a new ref and waits for its reply. */
    public abstract Heard ask(String type, Object... fields);

    /** Joins a room and receives its last page. */
    public final Heard join(String room) {
        return ask("join", "room", room);
    }

    /** Joins a room from a position; null for the last page. */
    public final Heard join(String room, String since) {
        return ask("join", "room", room, "since", since);
    }

    /** Leaves a room. */
    public final Heard leave(String room) {
        return ask("leave", "room", room);
    }

    /** Posts a message, and waits as long as the rate limit demands. */
    public final Heard post(String room, String text) {
        return askPatiently("post", "room", room, "text", text);
    }

    /** Sends a command, and again as long as the rate limit demands. */
    final Heard askPatiently(String type, Object... fields) {
        Heard reply = ask(type, fields);
        while (Heard.error("rate-limited").test(reply)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(reply.retryAfter()));
            reply = ask(type, fields);
        }
        return reply;
    }

    /** Waits for the first match since the client connected. */
    public final Heard await(Predicate<Heard> like) {
        return await(1, like).get(0);
    }

    /** Waits for this many matches since the client connected, and returns the first ones. */
    public final synchronized List<Heard> await(int number, Predicate<Heard> like) {
        List<Heard> found = new ArrayList<>();
        int[] looked = {0};
        until(
                () -> {
                    for (; looked[0] < heard.size() && found.size() < number; looked[0]++) {
                        if (like.test(heard.get(looked[0]))) {
                            found.add(heard.get(looked[0]));
                        }
                    }
                    return found.size() == number;
                },
                () -> found.size() + " of " + number + " events");
        return found;
    }

    /** All matches so far. */
    public final synchronized List<Heard> heard(Predicate<Heard> like) {
        return heard.stream().filter(like).toList();
    }

    /** The number of events so far. */
    public final synchronized int count() {
        return heard.size();
    }

    /** All events after the first {@code count}. */
    public final synchronized List<Heard> since(int count) {
        return List.copyOf(heard.subList(count, heard.size()));
    }

    /** Whether events may still arrive. */
    public boolean isOpen() {
        return true;
    }

    /** The state of the connection, for the error message of a timeout. */
    String state() {
        return "open";
    }

    /** Adds the events of one frame atomically. */
    final synchronized void hear(List<Heard> events) {
        heard.addAll(events);
        notifyAll();
    }

    /** Wakes all waiting threads. */
    final synchronized void wake() {
        notifyAll();
    }

    /** Waits for a condition, which is tested after every event. @param found describes the actual state */
    final synchronized void until(BooleanSupplier holds, Supplier<String> found) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || !isOpen()) {
                throw new AssertionError(found.get() + "; " + state() + "; heard " + heard.size()
                        + " events, the last of them " + since(Math.max(0, heard.size() - SHOWN)));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    @Override
    public abstract void close();
}
