package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomId;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Stores the drafts of some rooms in the order of their arrival. Drafts that arrive while a transaction runs share the
 * next one, so that many drafts share one disk sync without waiting for a timer. The queue is bounded.
 *
 * <p>If a commit is in doubt, the same batch is retried before any other until its outcome is known. A draft that waits
 * longer than {@link StoreLanes#PATIENCE} fails with {@link ErrorCode#UNAVAILABLE}; {@link #expire} does this on a
 * thread that does not depend on the store.
 */
final class AppendLane {
    private static final int QUEUE_CHARS = 8 << 20;
    private static final Duration BUSY_RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration UNAVAILABLE_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private final AppendSetup setup;
    private final LogSizes sizes;
    private final Lane lane;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Trouble trouble;
    private final Listener listener;
    private final Deque<Append> queue = new ArrayDeque<>();
    private int queuedChars;
    private boolean running;
    /** Taken from the queue but not finished. */
    private List<Append> current = List.of();

    private boolean inDoubt;

    /** Hears of each transaction, on the lane. */
    interface Listener {
        /** Decisions about rooms are stored; nobody has been answered yet. */
        void decided();

        /** These entries are stored, and their authors have been answered. */
        void stored(Map<RoomId, List<Entry>> entries);
    }

    AppendLane(AppendSetup setup, Lane lane, Clock clock, Listener listener) {
        this.setup = setup;
        this.sizes = setup.sizes();
        this.lane = lane;
        this.clock = clock;
        this.nanos = setup.store().nanos();
        this.trouble = setup.store().writeTrouble();
        this.listener = listener;
    }

    synchronized CompletionStage<Entry> add(Draft draft) {
        Append append = Append.of(draft, nanos.getAsLong() + StoreLanes.PATIENCE.toNanos());
        if (queue.size() >= sizes.queue() || queuedChars + append.weight() > QUEUE_CHARS) {
            append.answer()
                    .completeExceptionally(
                            new Refusal(ErrorCode.BUSY, "Server overloaded; retry in 0.5 s", BUSY_RETRY_AFTER));
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

    synchronized int queued() {
        return queue.size();
    }

    /** Fails the drafts whose deadline has passed. Any thread may call it. */
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
        late.forEach(AppendLane::timeOut);
    }

    private static void timeOut(Append append) {
        append.answer()
                .completeExceptionally(new Refusal(
                        ErrorCode.UNAVAILABLE,
                        "Log temporarily unwritable; retry with the same ref to find out whether it is stored",
                        UNAVAILABLE_RETRY_AFTER));
    }

    private void run() {
        Duration pause = RETRY_PAUSE; // if the error handling itself fails
        try {
            List<Append> batch = nextBatch();
            if (batch.isEmpty()) {
                pause = null;
                return;
            }
            pause = attempt(batch);
        } finally {
            if (pause != null) {
                scheduleNext(pause);
            }
        }
    }

    /** Returns how long to wait before the next run. */
    private Duration attempt(List<Append> batch) {
        try {
            write(batch);
            return Duration.ZERO;
        } catch (InDoubt e) {
            trouble.failed(e);
            hold(batch, true);
            return RETRY_PAUSE;
        } catch (SQLException e) {
            return handleFailure(batch, e);
        } catch (RuntimeException e) { // a bug: fails this batch, but must not stop the lane
            trouble.failed(e);
            finish(batch);
            return Duration.ZERO;
        } catch (Error e) { // out of memory, at an unknown point
            hold(batch, true);
            trouble.failed(e);
            return RETRY_PAUSE;
        }
    }

    private void scheduleNext(Duration pause) {
        if (pause.isZero()) {
            lane.execute(this::run);
        } else {
            lane.later(pause, this::run);
        }
    }

    private synchronized List<Append> nextBatch() {
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
            return current.isEmpty() ? nextBatch() : current;
        }
        return current;
    }

    private synchronized void hold(List<Append> batch, boolean doubtful) {
        current = batch;
        inDoubt = doubtful;
    }

    private void finish(List<Append> batch) {
        hold(List.of(), false);
        batch.stream().filter(append -> !append.isAnswered()).forEach(AppendLane::timeOut);
    }

    private void write(List<Append> batch) throws SQLException {
        long begun = nanos.getAsLong();
        List<AppendTransaction.Outcome> outcomes =
                AppendTransaction.run(setup, batch, clock.instant().truncatedTo(ChronoUnit.MILLIS), inDoubt);
        if (!outcomes.isEmpty()) {
            trouble.recovered(); // no outcomes: all drafts had timed out and nothing was written
            measure(outcomes, begun, nanos.getAsLong());
        }
        if (outcomes.stream()
                .anyMatch(outcome -> outcome.entry() != null && outcome.entry().body() instanceof RoomChange)) {
            listener.decided();
        }
        Map<RoomId, List<Entry>> entries = new LinkedHashMap<>();
        for (AppendTransaction.Outcome outcome : outcomes) {
            if (outcome.entry() != null) {
                outcome.append().answer().complete(outcome.entry());
                if (!outcome.entry().isForgotten()) {
                    entries.computeIfAbsent(outcome.append().draft().room().id(), room -> new ArrayList<>())
                            .add(outcome.entry());
                }
            } else {
                outcome.append().answer().completeExceptionally(outcome.refusal());
            }
        }
        listener.stored(entries);
        finish(batch);
    }

    private void measure(List<AppendTransaction.Outcome> outcomes, long begun, long now) {
        setup.meter().committed(outcomes.size(), now - begun);
        for (AppendTransaction.Outcome outcome : outcomes) {
            long arrived = outcome.append().deadline() - StoreLanes.PATIENCE.toNanos();
            setup.meter().answered(outcome.repeated(), outcome.entry() == null, now - arrived);
        }
    }

    /** Handles an attempt that stored nothing. Returns how long to wait before the next one. */
    private Duration handleFailure(List<Append> batch, SQLException failure) {
        Fault fault = Fault.of(failure);
        if (fault == Fault.INVALID_DATA && batch.size() > 1) {
            return splitBatch(batch);
        }
        trouble.failed(failure);
        if (fault == Fault.INVALID_DATA) {
            batch.get(0)
                    .answer()
                    .completeExceptionally(
                            new Refusal(ErrorCode.INVALID, "The database rejected this message; change its text"));
            finish(batch);
            return Duration.ZERO;
        }
        if (fault == Fault.DAMAGE) {
            batch.forEach(append -> append.answer().completeExceptionally(Damage.refusal()));
        }
        if (inDoubt || fault == Fault.TRANSIENT) {
            return RETRY_PAUSE; // the same batch again
        }
        finish(batch);
        return Duration.ZERO;
    }

    /** Retries the drafts one by one, so that only the one that the store rejects fails. */
    private Duration splitBatch(List<Append> batch) {
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
