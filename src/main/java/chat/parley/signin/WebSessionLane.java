package chat.parley.signin;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import chat.parley.store.Database;
import chat.parley.store.Fault;
import chat.parley.store.InDoubt;
import chat.parley.store.SqlWork;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Stores changes of web sessions, one at a time. The number of waiting changes is bounded. Thread-safe; never blocks. */
final class WebSessionLane {
    private static final int QUEUE = 1_000;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Database database;
    private final Lane lane;
    private final Trouble trouble;
    private final LongSupplier nanos;
    private final AtomicInteger waiting = new AtomicInteger();

    WebSessionLane(StoreLanes store) {
        this.database = store.database();
        this.lane = store.writing().of("web sessions");
        this.trouble = store.writeTrouble();
        this.nanos = store.nanos();
    }

    /**
     * Runs the work in a transaction, then, on the same lane, {@code stored}. Fails with {@link Refusal}. The work may be
     * repeated after a commit in doubt.
     */
    <T> CompletionStage<T> store(SqlWork<T> work, UnaryOperator<T> stored) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (waiting.incrementAndGet() > QUEUE) {
            waiting.decrementAndGet();
            answer.completeExceptionally(
                    new Refusal(ErrorCode.BUSY, "Too many sign-ins waiting; retry in 1 s", RETRY_AFTER));
            return answer;
        }
        answer.whenComplete((done, failure) -> waiting.decrementAndGet());
        long deadline = nanos.getAsLong() + StoreLanes.PATIENCE.toNanos();
        lane.execute(() -> attempt(work, stored, answer, deadline));
        return answer;
    }

    private <T> void attempt(SqlWork<T> work, UnaryOperator<T> stored, CompletableFuture<T> answer, long deadline) {
        try {
            T result = database.write(work);
            trouble.recovered();
            answer.complete(stored.apply(result));
        } catch (SQLException e) {
            trouble.failed(e);
            boolean retry = e instanceof InDoubt || Fault.of(e) == Fault.TRANSIENT;
            if (retry && nanos.getAsLong() - deadline < 0) {
                lane.later(RETRY_PAUSE, () -> attempt(work, stored, answer, deadline));
            } else {
                answer.completeExceptionally(
                        new Refusal(ErrorCode.UNAVAILABLE, "Store temporarily unavailable; retry in 1 s", RETRY_AFTER));
            }
        } catch (RuntimeException | Error e) { // the caller must get a reply whatever happens
            trouble.failed(e);
            answer.completeExceptionally(e);
        }
    }
}
