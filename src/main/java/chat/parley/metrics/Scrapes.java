package chat.parley.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Answers requests for the metrics, however many there are: reads the values on a thread of their own, once for all who
 * ask at the same time, and at most once per {@link #INTERVAL}. Thread-safe.
 */
public final class Scrapes {
    /** How old an answer may be. */
    public static final Duration INTERVAL = Duration.ofMillis(500);

    private record Scrape(long begun, CompletableFuture<byte[]> text) {}

    private final Metrics metrics;
    private final Executor executor;
    private final LongSupplier nanos;
    private final Map<Metrics.Format, Scrape> latest = new EnumMap<>(Metrics.Format.class);

    /** @param executor may be slow; nothing else should wait for it */
    public Scrapes(Metrics metrics, Executor executor, LongSupplier nanos) {
        this.metrics = metrics;
        this.executor = executor;
        this.nanos = nanos;
    }

    public Metrics metrics() {
        return metrics;
    }

    /** The values in this format, at most {@link #INTERVAL} old. */
    public CompletionStage<byte[]> text(Metrics.Format format) {
        long now = nanos.getAsLong();
        Scrape scrape;
        synchronized (this) {
            scrape = latest.get(format);
            boolean usable = scrape != null
                    && !scrape.text().isCompletedExceptionally()
                    && (!scrape.text().isDone() || now - scrape.begun() < INTERVAL.toNanos());
            if (usable) {
                return scrape.text();
            }
            scrape = new Scrape(now, new CompletableFuture<>());
            latest.put(format, scrape);
        }
        CompletableFuture<byte[]> text = scrape.text();
        executor.execute(() -> read(format, text));
        return text;
    }

    private void read(Metrics.Format format, CompletableFuture<byte[]> text) {
        try {
            text.complete(metrics.text(format));
        } catch (RuntimeException | Error e) { // those who wait must get an answer
            text.completeExceptionally(e);
        }
    }
}
