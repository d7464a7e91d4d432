package chat.parley.store;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Stores changes of data that every server on the store also holds in memory. One change at a time is decided, by what
 * the store then has; it is complete when all servers have applied it. The number of waiting changes is bounded.
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

        /** Changes nothing. @param check throws a {@link Refusal} to store nothing of the change */
        static Step requiring(Runnable check) {
            return new Step() {
                @Override
                public void store(Connection connection) {
                    check.run();
                }

                @Override
                public void apply() {}
            };
        }

        /** What the other servers must read again; empty if nothing has changed. Asked after {@link #store}. */
        default List<Notice> notices() {
            return List.of();
        }
    }

    /** See {@link Notices#add}. */
    public record Notice(String subject, String name) {}

    private static final int QUEUE = 1_000;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Database database;
    private final Lane lane;
    private final Notices notices;
    private final Trouble trouble;
    private final LongSupplier nanos;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param name changes of lanes with the same name are stored in their order */
    public ChangeLane(StoreLanes store, String name) {
        this.database = store.database();
        this.lane = store.writing().of(name);
        this.notices = store.notices();
        this.trouble = store.writeTrouble();
        this.nanos = store.nanos();
    }

    /** Stores the steps in their order, then applies them here and everywhere. Fails with {@link Refusal}. */
    public CompletionStage<?> store(Step... steps) {
        return run(connection -> {
                    for (Step step : steps) {
                        step.store(connection);
                    }
                    for (Step step : steps) {
                        for (Notice notice : step.notices()) {
                            Notices.add(connection, notice.subject(), notice.name());
                        }
                    }
                    return steps;
                })
                .thenCompose(
                        done -> Stream.of(steps).allMatch(step -> step.notices().isEmpty())
                                ? completedFuture(null)
                                : notices.agreed());
    }

    private CompletionStage<?> run(SqlWork<Step[]> work) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        if (waiting.incrementAndGet() > QUEUE) {
            waiting.decrementAndGet();
            answer.completeExceptionally(
                    new Refusal(ErrorCode.BUSY, "Too many changes waiting; retry in 1 s", RETRY_AFTER));
            return answer;
        }
        answer.whenComplete((done, failure) -> waiting.decrementAndGet());
        long deadline = nanos.getAsLong() + StoreLanes.PATIENCE.toNanos();
        lane.execute(() -> attempt(work, answer, deadline));
        return answer;
    }

    private void attempt(SqlWork<Step[]> work, CompletableFuture<Object> answer, long deadline) {
        try {
            Step[] stored = database.write(connection -> {
                notices.lock(connection);
                return work.run(connection);
            });
            trouble.recovered();
            for (Step step : stored) {
                step.apply();
            }
            answer.complete(stored);
        } catch (SQLException e) {
            trouble.failed(e);
            boolean retry = e instanceof InDoubt || Fault.of(e) == Fault.TRANSIENT;
            if (retry && nanos.getAsLong() - deadline < 0) {
                lane.later(RETRY_PAUSE, () -> attempt(work, answer, deadline));
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
