package chat.parley.log;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Those who wait for something to be read: a bounded number, each for a bounded time. Safe for many threads. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private record Waiting(CompletableFuture<?> answer, long deadline) {}

    private final LongSupplier nanos;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    Patience(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** False where too many wait. */
    synchronized boolean begin(CompletableFuture<?> answer) {
        dropAnswered();
        if (waiting.size() >= MOST) {
            return false;
        }
        waiting.add(new Waiting(answer, nanos.getAsLong() + LONGEST.toNanos()));
        return true;
    }

    /** Answers those who have waited too long. */
    void expire() {
        for (Waiting late = nextLate(); late != null; late = nextLate()) {
            late.answer().completeExceptionally(unavailable());
        }
    }

    private synchronized Waiting nextLate() {
        dropAnswered();
        return !waiting.isEmpty() && waiting.peek().deadline() < nanos.getAsLong() ? waiting.remove() : null;
    }

    private void dropAnswered() {
        while (!waiting.isEmpty() && waiting.peek().answer().isDone()) {
            waiting.remove();
        }
    }

    static Refusal unavailable() {
        return new Refusal(ErrorCode.UNAVAILABLE, "The log cannot be read at the moment", PAUSE);
    }
}
