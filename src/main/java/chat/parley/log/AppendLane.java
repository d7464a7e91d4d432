package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import chat.parley.store.Damage;
import chat.parley.store.Fault;
import chat.parley.store.InDoubt;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Stores the drafts of some rooms, in the order in which they came. All that came while a transaction ran go into the next one together: so the disk is asked to sync once for many, and nobody waits
 * for a timer. Drafts wait in a bounded queue.
 *
 * <p>When the outcome of a commit is in doubt, that very batch is tried again before any other, until the store tells what became of it; a draft that waits longer than {@link StoreLanes#PATIENCE} is answered
 * with {@link ErrorCode#UNAVAILABLE}, by a thread that does not depend on the store ({@link #expire}).
 */
final class AppendLane {
    private static final int QUEUE_CHARS = 8 << 20;
    private static final Duration BUSY_PAUSE = Duration.ofMillis(500);
    private static final Duration TROUBLE_PAUSE = Duration.ofSeconds(1);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private final AppendSetup setup;
    private final LogSizes sizes;
    private final Lane lane;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Trouble trouble;
    private final Consumer<List<Entry>> stored;
    private final Deque<Append> queue = new ArrayDeque<>();
    private int queuedChars;
    private boolean running;
    /** Taken from the queue, and not done with. */
    private List<Append> current = List.of();
    private boolean inDoubt;

    /** @param stored is told of the entries of each transaction, on the lane, after their drafts were answered */
    AppendLane(AppendSetup setup, Lane lane, Clock clock, Consumer<List<Entry>> stored) {
        this.setup = setup;
        this.sizes = setup.sizes();
        this.lane = lane;
        this.clock = clock;
        this.nanos = setup.store().nanos();
        this.trouble = setup.store().writeTrouble();
        this.stored = stored;
    }

    synchronized CompletionStage<Entry> add(Draft draft) {
        Append append = Append.of(draft, nanos.getAsLong() + StoreLanes.PATIENCE.toNanos());
        if (queue.size() >= sizes.queue() || queuedChars + append.weight() > QUEUE_CHARS) {
            append.answer().completeExceptionally(new Refusal(ErrorCode.BUSY, "More is written than can be stored; try again in a moment", BUSY_PAUSE));
            return append.answer();
        }
        queue.add(append);
        queuedChars += append.weight();
        if (!running) {
            running = true;
            lane.execute(this::run);
        }
        return append.answer();
    }

    /** Answers those who have waited too long. From any thread. */
    void expire() {
        long now = nanos.getAsLong();
        List<Append> late = new ArrayList<>();
        synchronized (this) {
            current.stream().filter(append -> append.deadline() < now).forEach(late::add);
            while (!queue.isEmpty() && queue.peek().deadline() < now) {
                late.add(queue.remove());
                queuedChars -= late.get(late.size() - 1).weight();
            }
        }
        late.forEach(AppendLane::giveUp);
    }

    private static void giveUp(Append append) {
        append.answer().completeExceptionally(new Refusal(ErrorCode.UNAVAILABLE,
                "The log cannot be written at the moment; whether the message is stored shows when it is sent again with the same ref", TROUBLE_PAUSE));
    }

    private void run() {
        Duration pause = RETRY_PAUSE; // where even what follows goes wrong
        try {
            List<Append> batch = take();
            if (batch.isEmpty()) {
                pause = null;
                return;
            }
            pause = attempt(batch);
        } finally {
            if (pause != null) {
                goOn(pause);
            }
        }
    }

    /** Says how long to wait before going on. */
    private Duration attempt(List<Append> batch) {
        try {
            write(batch);
            return Duration.ZERO;
        } catch (InDoubt e) {
            trouble.appeared(e.getCause());
            hold(batch, true);
            return RETRY_PAUSE;
        } catch (SQLException e) {
            return failed(batch, e);
        } catch (RuntimeException e) { // a fault of our own: theirs who wait, and not the lane's end
            trouble.appeared(e);
            done(batch);
            return Duration.ZERO;
        } catch (Error e) { // memory has run out, at whatever point
            hold(batch, true);
            trouble.appeared(e);
            return RETRY_PAUSE;
        }
    }

    private void goOn(Duration pause) {
        if (pause.isZero()) {
            lane.execute(this::run);
        } else {
            lane.later(pause, this::run);
        }
    }

    private synchronized List<Append> take() {
        if (current.isEmpty()) {
            List<Append> batch = new ArrayList<>();
            int chars = 0;
            while (!queue.isEmpty() && batch.size() < sizes.batch() && chars < sizes.batchChars()) {
                Append append = queue.remove();
                queuedChars -= append.weight();
                chars += append.weight();
                batch.add(append);
            }
            current = batch;
            running = !batch.isEmpty();
        } else if (!inDoubt) {
            current = current.stream().filter(append -> !append.isAnswered()).toList();
            return current.isEmpty() ? take() : current;
        }
        return current;
    }

    private synchronized void hold(List<Append> batch, boolean doubtful) {
        current = batch;
        inDoubt = doubtful;
    }

    private void done(List<Append> batch) {
        hold(List.of(), false);
        batch.stream().filter(append -> !append.isAnswered()).forEach(AppendLane::giveUp);
    }

    private void write(List<Append> batch) throws SQLException {
        List<AppendTransaction.Outcome> outcomes = AppendTransaction.run(setup, batch, clock.instant().truncatedTo(ChronoUnit.MILLIS), inDoubt);
        if (!outcomes.isEmpty()) {
            trouble.isOver(); // else nobody waited any more, and nothing was tried
        }
        for (AppendTransaction.Outcome outcome : outcomes) {
            if (outcome.entry() != null) {
                outcome.append().answer().complete(outcome.entry());
            } else {
                outcome.append().answer().completeExceptionally(outcome.refusal());
            }
        }
        stored.accept(outcomes.stream().map(AppendTransaction.Outcome::entry).filter(entry -> entry != null && !entry.isForgotten()).toList());
        done(batch);
    }

    /** Nothing was stored by this attempt; says how long to wait before the next one. */
    private Duration failed(List<Append> batch, SQLException failure) {
        Fault fault = Fault.of(failure);
        if (fault == Fault.OF_THE_DATA && batch.size() > 1) {
            return oneByOne(batch);
        }
        trouble.appeared(failure);
        if (fault == Fault.OF_THE_DATA) {
            batch.get(0).answer().completeExceptionally(new Refusal(ErrorCode.INVALID, "The store does not take this message"));
            done(batch);
            return Duration.ZERO;
        }
        if (fault == Fault.OF_THE_FILES) {
            batch.forEach(append -> append.answer().completeExceptionally(Damage.refusal()));
        }
        if (inDoubt || fault == Fault.PASSING) {
            return RETRY_PAUSE; // the same batch again
        }
        done(batch);
        return Duration.ZERO;
    }

    /** So that one message that the store does not take is refused alone. */
    private Duration oneByOne(List<Append> batch) {
        synchronized (this) {
            for (int i = batch.size() - 1; i > 0; i--) {
                queue.push(batch.get(i));
                queuedChars += batch.get(i).weight();
            }
            current = List.of(batch.get(0));
        }
        return Duration.ZERO;
    }
}
