package chat.parley.delivery;

import chat.parley.event.Event;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One session's position in one source: the offset of the last entry it was sent, and the number of the last change.
 * Moves only in the session's drain. If the source no longer has the next event in memory, the cursor requests a
 * {@link Step}, one at a time, and continues from there.
 *
 * @param <S> the source type
 */
public final class Cursor<S extends Source> {
    private static final int FEW = 8;

    private final S source;
    private final Runnable wake;
    private final AtomicReference<Step> arrived = new AtomicReference<>();
    private Batch onTheWay;
    private boolean asking = true;
    private long offset;
    private long change;
    /** The newest read position; sent when nothing else is pending. */
    private final AtomicReference<Event.Read> read = new AtomicReference<>();
    private long passed;

    /** Sends nothing until the first {@link #put}. */
    public Cursor(S source, Runnable wake) {
        this.source = source;
        this.wake = wake;
        Passing now = source.passing();
        this.passed = now.isEmpty() ? now.number() : now.number() - 1;
    }

    public S source() {
        return source;
    }

    /** Sets the member's new read position to send. Safe from any thread. */
    public void tell(Event.Read now) {
        read.set(now);
        wake.run();
    }

    /** Supplies the requested step. Safe from any thread. */
    public void put(Step step) {
        arrived.set(step);
        wake.run();
    }

    /** Applies the last step, if any. */
    void arrive() {
        if (arrived.get() == null) {
            return;
        }
        Step step = arrived.getAndSet(null);
        asking = false;
        offset = step.offset();
        change = step.change();
        onTheWay = step.batch();
    }

    /** Whether at most a few events are pending. */
    boolean isNear() {
        return !asking && onTheWay == null && source.changes().head() - change + source.entries().head() - offset <= FEW;
    }

    /** Takes the next batch and moves past it; null if there is none. The event that reaches {@code mostChars} is the last. */
    Batch next(int mostChars) {
        if (onTheWay != null) {
            Batch batch = onTheWay;
            onTheWay = null;
            return batch;
        }
        if (asking) {
            return null;
        }
        Batch batch = nextChanges(mostChars);
        if (batch == null && !asking) {
            batch = nextEntries(mostChars);
        }
        return batch != null || asking ? batch : nextPassing();
    }

    private Batch nextPassing() {
        if (read.get() != null) {
            return Batch.of(List.of(read.getAndSet(null)));
        }
        Passing now = source.passing();
        if (now.number() == passed) {
            return null;
        }
        passed = now.number();
        return now.batch();
    }

    private Batch nextChanges(int mostChars) {
        Tail changes = source.changes();
        if (changes.head() <= change) {
            return null;
        }
        Batch batch = changes.after(change, mostChars);
        if (batch != null) {
            change = batch.last();
        } else {
            asking = true;
            source.catchUpChanges(offset, this::put);
        }
        return batch;
    }

    private Batch nextEntries(int mostChars) {
        Tail entries = source.entries();
        if (entries.head() <= offset) {
            return null;
        }
        Batch batch = entries.after(offset, mostChars);
        if (batch != null) {
            offset = batch.last();
        } else {
            asking = true;
            source.catchUp(offset, change, mostChars, this::put);
        }
        return batch;
    }
}
