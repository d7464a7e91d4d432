package chat.parley.store;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Stores changes of data that is also held in memory, one at a time. The number of waiting changes is bounded.
 * Thread-safe; never blocks.
 */
public final class ChangeLane {
    /**
     * Part of a change: stored in one transaction with the change's other steps, then applied to memory, on the lane.
     * Not thread-safe.
     */
    public interface Step {
        /**
         * May be called again after a commit in doubt.
         *
         * @throws Refusal to store nothing of the change and fail with it
         */
        void store(Connection connection) throws SQLException;

        /** Called after the commit. */
        void apply();
    }

    private static final int QUEUE = 1_000;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Database database;
    private final Lane lane;
    private final Trouble trouble;
    private final LongSupplier nanos;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param name changes of lanes with the same name are stored in their order */
    public ChangeLane(StoreLanes store, String name) {
        this.database = store.database();
        this.lane = store.writing().of(name);
        this.trouble = store.writeTrouble();
        this.nanos = store.nanos();
    }

    /** Stores the steps in their order, then applies them. Fails with {@link Refusal}. */
    public CompletionStage<?> store(Step... steps) {
        return store(
                connection -> {
                    for (Step step : steps) {
                        step.store(connection);
                    }
                    return steps;
                },
                stored -> {
                    for (Step step : stored) {
                        step.apply();
                    }
                    return stored;
                });
    }

    /**
     * Runs the work in a transaction, then, on the same lane, {@code stored}. Fails with {@link Refusal}.
     *
     * @param work may be repeated after a commit in doubt; throws a {@link Refusal} to store nothing and fail with it
     */
    public <T> CompletionStage<T> store(SqlWork<T> work, UnaryOperator<T> stored) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (waiting.incrementAndGet() > QUEUE) {
            waiting.decrementAndGet();
            answer.completeExceptionally(
                    new Refusal(ErrorCode.BUSY, "Too many changes waiting; retry in 1 s", RETRY_AFTER));
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
        } catch (Refusal e) {
            answer.completeExceptionally(e);
        } catch (RuntimeException | Error e) { // the caller must get a reply whatever happens
            trouble.failed(e);
            answer.completeExceptionally(e);
        }
    }
}
