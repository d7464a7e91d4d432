package chat.parley.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScrapesTest {
    private static final Metrics.Format TEXT = Metrics.Format.PROMETHEUS;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Metrics metrics = new Metrics();
    private final Scrapes scrapes = new Scrapes(metrics, tasks::add, now::get);

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void allWhoAskAtTheSameTimeShareOneReading() {
        metrics.gauge("parley_reads", "Reads", reads::incrementAndGet);
        CompletionStage<byte[]> first = scrapes.text(TEXT);
        now.addAndGet(10 * Scrapes.INTERVAL.toNanos()); // a slow reading does not cause another one
        assertSame(first, scrapes.text(TEXT));
        runAll();
        assertEquals(1, reads.get());
    }

    @Test
    void anAnswerIsUsedAgainForHalfASecond() {
        metrics.gauge("parley_reads", "Reads", reads::incrementAndGet);
        byte[] first = answer();
        now.addAndGet(Scrapes.INTERVAL.toNanos() - 1);
        assertArrayEquals(first, answer());
        now.incrementAndGet();
        answer();
        assertEquals(2, reads.get());
    }

    private byte[] answer() {
        CompletionStage<byte[]> text = scrapes.text(TEXT);
        runAll();
        return text.toCompletableFuture().join();
    }

    @Test
    void aFailedReadingIsReportedAndNotKept() {
        AtomicInteger tries = new AtomicInteger();
        metrics.gauge("parley_odd", "Fails once", () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return 1;
        });
        assertThrows(CompletionException.class, this::answer);
        answer();
    }
}
