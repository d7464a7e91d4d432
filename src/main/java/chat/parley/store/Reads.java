package chat.parley.store;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Runs reads on their lanes, bounded in number and in time. Safe for many threads. */
public final class Reads {
    /** How often overdue reads and writes are refused. */
    public static final Duration CHECK_INTERVAL = Duration.ofMillis(250);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Database database;
    private final Lanes lanes;
    private final Trouble trouble;
    private final Patience patience;
    private final Deque<Runnable> slow = new ArrayDeque<>();

    Reads(Database database, Lanes lanes, LongSupplier nanos) {
        this.database = database;
        this.lanes = lanes;
        this.trouble = new Trouble("read the log", nanos);
        this.patience = new Patience(nanos);
    }

    /**
     * Starts to time out reads that wait too long.
     *
     * @param watch a lane that never blocks on the store
     */
    public void start(Lane watch) {
        watch.every(CHECK_INTERVAL, patience::expire);
    }

    /** The state of reads. */
    Trouble trouble() {
        return trouble;
    }

    /** The number of reads that run or wait. */
    int pending() {
        return patience.pending();
    }

    /** Runs the query on a lane. @param query may throw a {@link Refusal} to fail the stage with it */
    public <T> CompletionStage<T> read(String lane, SqlWork<T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (begin(answer)) {
            lanes.of(lane).execute(() -> answer(answer, query));
        }
        return answer;
    }

    /** Like {@link #read}, for slow queries: they run one at a time, and other reads on the lane run between them. */
    public <T> CompletionStage<T> readSlowly(String lane, SqlWork<T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (begin(answer)) {
            synchronized (slow) {
                slow.add(() -> answer(answer, query));
                if (slow.size() == 1) {
                    lanes.of(lane).execute(() -> runNextSlow(lane));
                }
            }
        }
        return answer;
    }

    private void runNextSlow(String lane) {
        Runnable first;
        synchronized (slow) {
            first = slow.peek();
        }
        try {
            first.run();
        } finally {
            synchronized (slow) {
                slow.remove();
                if (!slow.isEmpty()) {
                    lanes.of(lane).execute(() -> runNextSlow(lane));
                }
            }
        }
    }

    private boolean begin(CompletableFuture<?> answer) {
        boolean begun = patience.begin(answer);
        if (!begun) {
            answer.completeExceptionally(
                    new Refusal(ErrorCode.BUSY, "Too many reads waiting; retry in 1 s", RETRY_AFTER));
        }
        return begun;
    }

    private <T> void answer(CompletableFuture<T> answer, SqlWork<T> query) {
        if (answer.isDone()) {
            return; // timed out
        }
        T found;
        try (Connection connection = database.readConnection()) {
            found = query.run(connection);
        } catch (Refusal e) {
            answer.completeExceptionally(e);
            return;
        } catch (SQLException | RuntimeException | Error e) { // the caller must get a reply whatever happens
            trouble.failed(e);
            answer.completeExceptionally(Fault.isDamage(e) ? Damage.refusal() : Patience.unavailable());
            return;
        }
        trouble.recovered();
        answer.complete(found);
    }
}
