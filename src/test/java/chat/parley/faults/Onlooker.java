package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.Vitals;
import chat.parley.e2e.host.Host;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that keeps posting while others attack the server. Every post must be acknowledged quickly. Respects the
 * server's rate limit.
 */
final class Onlooker implements AutoCloseable {
    private static final int SIGNS_OF_LIFE = 20;
    private static final long SOON = TimeUnit.SECONDS.toNanos(1);
    /** From an ack to the next post: the attack, not the onlooker, loads the server. */
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Host host;
    private final Chatter chatter;
    private final String room = UnusedRoom.name();
    private final Vitals before;
    private final AtomicInteger acks = new AtomicInteger();
    private final CompletableFuture<Void> posting;
    /** The fastest ack since the last check, in nanoseconds. */
    private final AtomicLong quickest = new AtomicLong();

    private volatile boolean over;

    Onlooker(Host host) throws Exception {
        this.host = host;
        this.chatter = Chatter.named("Onlooker", host);
        chatter.join(room);
        this.before = Vitals.of(host);
        // A thread of its own: the common pool has few, and other tests block them.
        this.posting = CompletableFuture.runAsync(this::post, task -> new Thread(task, "onlooker").start());
    }

    private void post() {
        while (!over) {
            long asked = System.nanoTime();
            Heard answer = chatter.ask("post", "room", room, "text", "Still here");
            if (Heard.error("rate-limited").test(answer)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(answer.retryAfter()));
                continue;
            }
            if (!answer.is("ack")) {
                throw new AssertionError("a post failed with " + answer);
            }
            quickest.accumulateAndGet(System.nanoTime() - asked, Math::min);
            acks.incrementAndGet();
            LockSupport.parkNanos(PACE);
        }
    }

    /** Waits until more posts are acknowledged, one of them within a second. */
    void assertAnswered() {
        quickest.set(Long.MAX_VALUE);
        int until = acks.get() + SIGNS_OF_LIFE;
        Await.until(
                "the onlooker is answered",
                () -> posting.isDone() || acks.get() >= until,
                () -> acks + " posts acknowledged");
        if (posting.isDone()) {
            posting.join();
        }
        assertTrue(quickest.get() < SOON, "the quickest of " + SIGNS_OF_LIFE + " acks took " + quickest + " ns");
    }

    /**
     * Waits until the server's heap has grown by at most this many megabytes. A closed connection holds its memory
     * until the host's threads notice.
     */
    void assertHeapGrewByLessThan(int megabytes) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WaitLimit.MILLIS);
        Vitals now = Vitals.of(host);
        while (now.megabytesAbove(before) >= megabytes && System.nanoTime() < deadline) {
            now = Vitals.of(host);
        }
        assertTrue(now.megabytesAbove(before) < megabytes, before + " became " + now);
    }

    @Override
    public void close() {
        over = true;
        posting.handle((done, failure) -> null).join(); // assertAnswered has reported any failure
        chatter.close();
    }
}
