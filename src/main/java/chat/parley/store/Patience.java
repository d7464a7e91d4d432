package chat.parley.store;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Pending reads: limits how many there are and how long each may take. Safe for many threads. */
final class Patience {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int MAX_PENDING = 10_000;

    private final LongSupplier nanos;
    /** Pending reads with their deadlines, oldest first. */
    private final Map<CompletableFuture<?>, Long> waiting = new LinkedHashMap<>();

    Patience(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Registers a read until it completes. Returns false if too many are pending. */
    boolean begin(CompletableFuture<?> answer) {
        synchronized (this) {
            if (waiting.size() >= MAX_PENDING) {
                return false;
            }
            waiting.put(answer, nanos.getAsLong() + TIMEOUT.toNanos());
        }
        answer.whenComplete((found, failure) -> end(answer));
        return true;
    }

    synchronized int pending() {
        return waiting.size();
    }

    private synchronized void end(CompletableFuture<?> answer) {
        waiting.remove(answer);
    }

    /** Fails the reads whose deadline has passed. */
    void expire() {
        overdue().forEach(answer -> answer.completeExceptionally(unavailable()));
    }

    private synchronized List<CompletableFuture<?>> overdue() {
        long now = nanos.getAsLong();
        return waiting.entrySet().stream()
                .takeWhile(entry -> entry.getValue() < now)
                .<CompletableFuture<?>>map(Map.Entry::getKey)
                .toList();
    }

    static Refusal unavailable() {
        return new Refusal(ErrorCode.UNAVAILABLE, "Log temporarily unreadable; retry in 1 s", RETRY_AFTER);
    }
}
