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

/** Asks the store on its lanes for reading. What waits is bounded, and whoever waits is answered in a bounded time. Safe for many threads. */
public final class Reads {
    private static final Duration WATCH = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Does something with a connection. */
    public interface Reading<T> {
        public T read(Connection connection) throws SQLException;
    }

    private final Database database;
    private final Lanes lanes;
    private final Trouble trouble;
    private final Patience patience;
    private final Deque<Runnable> slow = new ArrayDeque<>();

    Reads(Database database, Lanes lanes, LongSupplier nanos) {
        this.database = database;
        this.lanes = lanes;
        this.trouble = new Trouble("read", nanos);
        this.patience = new Patience(nanos);
    }

    /**
     * Begins to answer those who have waited too long.
     *
     * @param watch a lane that never waits for the store
     */
    public void start(Lane watch) {
        watch.later(WATCH, () -> start(watch)); // first, so that nothing ends it
        patience.expire();
    }

    /** @param query may throw a {@link Refusal}, which is its answer */
    public <T> CompletionStage<T> read(String lane, Reading<T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (begin(answer)) {
            lanes.of(lane).execute(() -> answer(answer, query));
        }
        return answer;
    }

    /** The same for what may take long: one after the other, and between two of them whatever else waits for the lane has its turn. */
    public <T> CompletionStage<T> readSlowly(String lane, Reading<T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (begin(answer)) {
            synchronized (slow) {
                slow.add(() -> answer(answer, query));
                if (slow.size() == 1) {
                    lanes.of(lane).execute(() -> next(lane));
                }
            }
        }
        return answer;
    }

    private void next(String lane) {
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
                    lanes.of(lane).execute(() -> next(lane));
                }
            }
        }
    }

    private boolean begin(CompletableFuture<?> answer) {
        boolean begun = patience.begin(answer);
        if (!begun) {
            answer.completeExceptionally(new Refusal(ErrorCode.BUSY, "More is read than the store can give; try again in a moment", PAUSE));
        }
        return begun;
    }

    private <T> void answer(CompletableFuture<T> answer, Reading<T> query) {
        if (answer.isDone()) {
            return; // nobody waits any more
        }
        T found;
        try (Connection connection = database.reading()) {
            found = query.read(connection);
        } catch (Refusal e) {
            answer.completeExceptionally(e);
            return;
        } catch (SQLException | RuntimeException | Error e) { // whatever it is, somebody waits for an answer
            trouble.appeared(e);
            answer.completeExceptionally(Fault.isDamage(e) ? Damage.refusal() : Patience.unavailable());
            return;
        }
        trouble.isOver();
        answer.complete(found);
    }
}
