package chat.parley.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue before the application's listeners, and the delays between tries. */
class ListenerQueueTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Integer> called = Collections.synchronizedList(new ArrayList<>());
    private ListenerQueue queue;

    private ListenerQueue queue(int capacity, Duration patience) {
        queue = new ListenerQueue(
                ClientOptions.of(URI.create("ws://localhost/ws")).inbox(capacity, patience));
        return queue;
    }

    @AfterEach
    void close() {
        gate.countDown();
        queue.close();
    }

    private void put(int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(i -> queue.put(() -> {
                    try {
                        assertTrue(gate.await(LONG.toMillis(), TimeUnit.MILLISECONDS));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    called.add(i);
                }));
    }

    private void awaitCalls(int count) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (called.size() < count) {
            assertTrue(System.nanoTime() < deadline, called.toString());
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void aFullQueueIsStalledAfterSomePatienceUntilItIsHalfEmpty() throws InterruptedException {
        queue(4, Duration.ofMillis(20));
        put(1, 3);
        queue.awaitSpace();
        assertFalse(queue.isStalled() || queue.isFull());
        put(4, 4);
        assertTrue(queue.isFull());
        assertFalse(queue.isStalled());
        long begun = System.nanoTime();
        queue.awaitSpace();
        assertTrue(System.nanoTime() - begun >= TimeUnit.MILLISECONDS.toNanos(20));
        assertTrue(queue.isStalled());
        queue.awaitSpace(); // at once: the reader has waited
        gate.countDown();
        awaitCalls(4);
        queue.awaitSpace();
        CountDownLatch last = new CountDownLatch(1);
        queue.put(last::countDown);
        assertTrue(last.await(LONG.toMillis(), TimeUnit.MILLISECONDS));
        assertFalse(queue.isStalled());
        assertEquals(List.of(1, 2, 3, 4), called);
    }

    @Test
    void aReaderThatWaitsGoesOnWhenThereIsSpace() throws InterruptedException {
        queue(2, LONG);
        put(1, 2);
        Thread reader = new Thread(() -> {
            try {
                queue.awaitSpace();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reader.start();
        gate.countDown();
        reader.join(LONG.toMillis());
        assertFalse(reader.isAlive());
        assertFalse(queue.isStalled());
    }

    @Test
    void aListenerThatFailsIsCalledAgain() {
        queue(10, LONG);
        gate.countDown();
        queue.put(() -> {
            throw new IllegalStateException("expected by the test");
        });
        queue.put(() -> {
            throw new AssertionError("expected by the test");
        });
        put(1, 1);
        awaitCalls(1);
    }

    @Test
    void delaysAreRandomUpToABoundThatDoublesAndEnds() {
        queue(1, LONG);
        for (int samples = 0; samples < 200; samples++) {
            RetryDelay delay = new RetryDelay(Duration.ofMillis(500), Duration.ofSeconds(20));
            for (int tries = 0; tries < 70; tries++) {
                long bound = tries > 5 ? 20_000 : 500L << tries;
                long next = delay.next();
                assertTrue(next >= 0 && next <= bound, next + " in try " + tries);
            }
            delay.reset();
            assertTrue(delay.next() <= 500);
        }
    }
}
