package chat.parley.store;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Those who wait for something to be read: a bounded number, each for a bounded time. Safe for many threads. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final LongSupplier nanos;
    /** The answers that are missing, with their deadlines; the oldest first. */
    private final Map<CompletableFuture<?>, Long> waiting = new LinkedHashMap<>();

    Patience(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** False where too many wait. An answer counts until it is there, whatever became of those before it. */
    boolean begin(CompletableFuture<?> answer) {
        synchronized (this) {
            if (waiting.size() >= MOST) {
                return false;
            }
            waiting.put(answer, nanos.getAsLong() + LONGEST.toNanos());
        }
        answer.whenComplete((found, failure) -> end(answer));
        return true;
    }

    private synchronized void end(CompletableFuture<?> answer) {
        waiting.remove(answer);
    }

    /** Answers those who have waited too long. */
    void expire() {
        late().forEach(answer -> answer.completeExceptionally(unavailable()));
    }

    private synchronized List<CompletableFuture<?>> late() {
        long now = nanos.getAsLong();
        return waiting.entrySet().stream().takeWhile(entry -> entry.getValue() < now)
                .<CompletableFuture<?>>map(Map.Entry::getKey).toList();
    }

    static Refusal unavailable() {
        return new Refusal(ErrorCode.UNAVAILABLE, "The log cannot be read at the moment", PAUSE);
    }
}
