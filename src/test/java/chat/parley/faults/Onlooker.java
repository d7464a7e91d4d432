package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.Vitals;
import chat.parley.e2e.host.Host;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Somebody who goes on posting while others attack the server; every post must be acknowledged. Keeps to the server's rate. */
final class Onlooker implements AutoCloseable {
    private static final int SIGNS_OF_LIFE = 20;
    private static final long SECOND = 1_000;

    private final Host host;
    private final Chatter chatter;
    private final String room = UnusedRoom.name();
    private final Vitals before;
    private final AtomicLong best = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger acks = new AtomicInteger();
    private final CompletableFuture<Void> posting;
    private volatile boolean over;

    Onlooker(Host host) throws Exception {
        this.host = host;
        this.chatter = Chatter.named("Onlooker", host);
        chatter.join(room);
        this.before = Vitals.of(host);
        this.posting = CompletableFuture.runAsync(this::post);
    }

    private void post() {
        while (!over) {
            long begin = System.nanoTime();
            Heard answer = chatter.ask("post", "room", room, "text", "Still here");
            long took = System.nanoTime() - begin;
            best.updateAndGet(before -> Math.min(before, took));
            if (Heard.error("rate-limited").test(answer)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(answer.retryAfter()));
                continue;
            }
            if (!answer.is("ack")) {
                throw new AssertionError("a post was answered by " + answer);
            }
            acks.incrementAndGet();
        }
    }

    /** Returns when more posts have been acknowledged. */
    void assertAnswered() {
        int until = acks.get() + SIGNS_OF_LIFE;
        Await.until("the onlooker is answered", () -> posting.isDone() || acks.get() >= until, () -> acks + " posts acknowledged");
        if (posting.isDone()) {
            posting.join();
        }
    }

    /** The best of several tries counts, as the machine may be busy. */
    void assertAnsweredWithinASecond() {
        best.set(Long.MAX_VALUE);
        assertAnswered();
        long millis = TimeUnit.NANOSECONDS.toMillis(best.get());
        assertTrue(millis < SECOND, "the onlooker was answered after " + millis + " ms at best");
    }

    /** Megabytes in use on the server's heap beyond what was in use before. */
    void assertHeapGrewByLessThan(int megabytes) throws Exception {
        Vitals now = Vitals.of(host);
        assertTrue(now.megabytesAbove(before) < megabytes, before + " became " + now);
    }

    @Override
    public void close() {
        over = true;
        posting.handle((done, failure) -> null).join(); // what failed was told by assertAnswered
        chatter.close();
    }
}
