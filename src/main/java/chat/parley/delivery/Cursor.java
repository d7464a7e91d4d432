package chat.parley.delivery;

import chat.parley.event.Event;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where one session stands in one source: the offset of the last entry that it was sent, and the number of the last change. Moves only
 * in the session's drain. When the source's memory does not reach back to where it stands, it asks the source, once at a
 * time, and goes on where the answer puts it.
 *
 * @param <S> what it reads
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
    /** Told when there is nothing else to tell: the newest, and not what was before it. */
    private final AtomicReference<Event.Read> read = new AtomicReference<>();
    private long passed;

    /** Stands nowhere, and sends nothing, until the first step is put. */
    public Cursor(S source, Runnable wake) {
        this.source = source;
        this.wake = wake;
        Passing now = source.passing();
        this.passed = now.isEmpty() ? now.number() : now.number() - 1;
    }

    public S source() {
        return source;
    }

    /** The session's member has read up to somewhere; from any thread. */
    public void tell(Event.Read now) {
        read.set(now);
        wake.run();
    }

    /** The answer to what the cursor asked, from any thread. */
    public void put(Step step) {
        arrived.set(step);
        wake.run();
    }

    /** Goes where the last step puts it, if there is one. */
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

    /** Whether no more than a few events wait. */
    boolean isNear() {
        return !asking && onTheWay == null && source.changes().head() - change + source.entries().head() - offset <= FEW;
    }

    /** What is to be sent next, or null. Taking it moves the cursor behind it. A batch ends with the event that brings it to {@code mostChars}. */
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
