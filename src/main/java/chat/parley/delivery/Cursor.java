package chat.parley.delivery;

import chat.parley.event.Event;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
    private final AtomicReference<Step> nextStep = new AtomicReference<>();
    private Batch stepBatch;
    private boolean awaitingStep = true;
    /** When it was put for the first time; 0 before. Elapsed time of {@link System#nanoTime}. */
    private long placedAt;

    private long offset;
    private long change;
    /** The newest read position; sent when nothing else is pending. */
    private final AtomicReference<Event.Read> read = new AtomicReference<>();
    /** The greatest of them: those of other servers may come late. */
    private final AtomicLong readUpTo = new AtomicLong();

    private long lastEphemeral;

    /** Sends nothing until the first {@link #put}. */
    public Cursor(S source, Runnable wake) {
        this.source = source;
        this.wake = wake;
        Ephemeral now = source.ephemeral();
        this.lastEphemeral = now.isEmpty() ? now.number() : now.number() - 1;
    }

    public S source() {
        return source;
    }

    /** Sets the member's new read position to send. Safe from any thread. */
    public void sendRead(Event.Read now) {
        if (readUpTo.accumulateAndGet(now.offset(), Math::max) > now.offset()) {
            return; // a member reads forwards only
        }
        read.set(now);
        wake.run();
    }

    /** Supplies the requested step. Safe from any thread. */
    public void put(Step step) {
        nextStep.set(step);
        wake.run();
    }

    /** Applies the last step, if any. */
    void applyStep() {
        if (nextStep.get() == null) {
            return;
        }
        Step step = nextStep.getAndSet(null);
        placedAt = placedAt == 0 ? System.nanoTime() : placedAt;
        awaitingStep = false;
        offset = step.offset();
        change = step.change();
        stepBatch = step.batch();
    }

    /** Whether at most a few events are pending. */
    boolean isNear() {
        return !awaitingStep
                && stepBatch == null
                && source.changes().head() - change + source.entries().head() - offset <= FEW;
    }

    /** Whether the batch consists of entries that have become visible since the cursor was put. */
    boolean isLive(Batch batch) {
        return batch.since() != 0 && batch.since() - placedAt >= 0;
    }

    /**
     * How many entries the session has not been sent, for monitoring: safe from any thread, but may be a little outdated.
     */
    long lag() {
        Tail entries = awaitingStep && offset == 0 ? null : source.entries(); // not positioned yet
        return entries == null ? 0 : Math.max(0, entries.head() - offset);
    }

    /**
     * Takes the next batch and moves past it; null if there is none or the source is closed. The event that reaches
     * {@code maxChars} is the last.
     */
    Batch next(int maxChars) {
        Batch batch = take(maxChars);
        return batch == null || source.isOpen() ? batch : null; // asked last, and only if there is something to send
    }

    private Batch take(int maxChars) {
        if (stepBatch != null) {
            Batch batch = stepBatch;
            stepBatch = null;
            return batch;
        }
        if (awaitingStep) {
            return null;
        }
        Batch batch = nextChanges(maxChars);
        if (batch == null && !awaitingStep) {
            batch = nextEntries(maxChars);
        }
        return batch != null || awaitingStep ? batch : nextEphemeral();
    }

    private Batch nextEphemeral() {
        if (read.get() != null) {
            return Batch.of(List.of(read.getAndSet(null)));
        }
        Ephemeral now = source.ephemeral();
        if (now.number() == lastEphemeral) {
            return null;
        }
        lastEphemeral = now.number();
        return now.batch();
    }

    private Batch nextChanges(int maxChars) {
        Tail changes = source.changes();
        if (changes.head() <= change) {
            return null;
        }
        Batch batch = changes.after(change, maxChars);
        if (batch != null) {
            change = batch.last();
        } else {
            awaitingStep = true;
            source.catchUpChanges(offset, this::put);
        }
        return batch;
    }

    private Batch nextEntries(int maxChars) {
        Tail entries = source.entries();
        if (entries.head() <= offset) {
            return null;
        }
        Batch batch = entries.after(offset, maxChars);
        if (batch != null) {
            offset = batch.last();
        } else {
            awaitingStep = true;
            source.catchUp(offset, change, maxChars, this::put);
        }
        return batch;
    }
}
