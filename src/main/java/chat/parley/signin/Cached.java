package chat.parley.signin;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A value from the network, read when it is needed and kept for a while. Failures are not kept. Thread-safe. */
final class Cached<T> {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    /** Minimum time between reads that somebody else can cause. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Supplier<CompletionStage<T>> source;
    private final LongSupplier nanos;
    private CompletionStage<T> last;
    private long readAt;

    /** @param nanos elapsed time in nanoseconds, like {@link System#nanoTime} */
    Cached(Supplier<CompletionStage<T>> source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    CompletionStage<T> get() {
        return noOlderThan(LIFETIME);
    }

    /** Reads it again unless that has just been done. */
    CompletionStage<T> refresh() {
        return noOlderThan(PAUSE);
    }

    /** Requests at the same time share a read. */
    private synchronized CompletionStage<T> noOlderThan(Duration age) {
        boolean failed = last != null && last.toCompletableFuture().isCompletedExceptionally();
        if (last == null || failed || nanos.getAsLong() - readAt > age.toNanos()) {
            readAt = nanos.getAsLong();
            last = source.get();
        }
        return last;
    }
}
