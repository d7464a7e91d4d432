package chat.parley.delivery;

import chat.parley.event.Event;
import chat.parley.io.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;

/**
 * The newest events of a numbered sequence, in a ring bounded in events and in characters. One thread (the room's lane)
 * writes and any thread reads: a reader reads the head first and then checks the number of each frame, so it detects
 * frames that were overwritten concurrently.
 */
public final class Tail {
    private static final int SHORT_CHARS = 2 * 1024;

    private record Shared(long after, long upTo, int version, Batch batch) {}

    private final DeliverySizes sizes;
    private final Memory memory;
    private final AtomicReferenceArray<Frame> ring;
    private volatile long head;
    private volatile Shared newest;
    /** Incremented when events are rewritten or removed; invalidates the shared batch. */
    private volatile int version;

    private long oldest;
    private int weight;

    /** @param head the number before the first event */
    public Tail(long head, DeliverySizes sizes, Memory memory) {
        this.sizes = sizes;
        this.memory = memory;
        this.ring = new AtomicReferenceArray<>(sizes.tail());
        this.head = head;
        this.oldest = head + 1;
    }

    public long head() {
        return head;
    }

    public void add(Event event) {
        Frame frame = new Frame(head + 1, event, System.nanoTime());
        weight += frame.weight();
        memory.add(frame.weight());
        int most = memory.isShort() ? SHORT_CHARS : sizes.tailChars();
        while (frame.number() - oldest >= ring.length() || weight > most && oldest < frame.number()) {
            drop();
        }
        ring.set(slot(frame.number()), frame);
        head = frame.number();
    }

    /** Replaces each event by the result of {@code change}. Writer thread only. */
    public void rewrite(UnaryOperator<Event> change) {
        boolean changed = false;
        for (long number = oldest; number <= head; number++) {
            Frame before = ring.get(slot(number));
            Event after = change.apply(before.event());
            if (after != before.event()) {
                Frame frame = new Frame(number, after, before.since());
                weight += frame.weight() - before.weight();
                memory.add(frame.weight() - before.weight());
                ring.set(slot(number), frame);
                changed = true;
            }
        }
        if (changed) {
            version++;
        }
    }

    /** Removes the events up to and including this number. Writer thread only. */
    public void forget(long upTo) {
        while (oldest <= Math.min(upTo, head)) {
            drop();
        }
        version++;
    }

    private void drop() {
        int gone = ring.getAndSet(slot(oldest), null).weight();
        weight -= gone;
        memory.add(-gone);
        oldest++;
    }

    /** The number of the oldest event here; head + 1 if there is none. Writer thread only. */
    public long oldest() {
        return oldest;
    }

    /** The event with this number, or null if it is not here. */
    public Event at(long number) {
        Frame frame = number < 1 ? null : ring.get(slot(number));
        return frame == null || frame.number() != number ? null : frame.event();
    }

    /**
     * The next batch after the number, or null if there is none or it is no longer here. Concurrent callers with the
     * same number share a batch.
     *
     * @param maxChars approximate maximum of characters; batches of {@link DeliverySizes#batchChars} are shared
     */
    Batch after(long number, int maxChars) {
        long upTo = Math.min(head, number + sizes.batch());
        if (upTo <= number) {
            return null;
        }
        boolean shareable = maxChars == sizes.batchChars();
        int before = version;
        Shared shared = newest;
        if (shareable
                && shared != null
                && shared.after() == number
                && shared.upTo() == upTo
                && shared.version() == before) {
            return shared.batch();
        }
        List<Frame> frames = frames(number, upTo, maxChars);
        if (frames.isEmpty()) {
            return null;
        }
        Batch batch = new Batch(frames);
        if (shareable) {
            newest = new Shared(number, upTo, before, batch);
        }
        return batch;
    }

    private List<Frame> frames(long after, long upTo, int maxChars) {
        List<Frame> frames = new ArrayList<>((int) (upTo - after));
        int chars = 0;
        for (long number = after + 1; number <= upTo && chars < maxChars; number++) {
            Frame frame = ring.get(slot(number));
            if (frame == null || frame.number() != number) {
                break; // the frames before it are still valid
            }
            frames.add(frame);
            chars += frame.weight();
        }
        return frames;
    }

    private int slot(long number) {
        return (int) (number % ring.length());
    }
}
