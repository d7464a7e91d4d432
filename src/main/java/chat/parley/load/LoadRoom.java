package chat.parley.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** A room as all sessions know it: its newest acknowledged entry, and when recent ones were acknowledged. Thread-safe. */
final class LoadRoom {
    /** Slots of all rooms together: 16 MB. */
    private static final int MAX_SLOTS = 1 << 20;

    private static final int MOST = 4_096;
    private static final int LEAST = 16;

    private final String name;
    private final AtomicLong acked = new AtomicLong();
    /** The offset and time of each recent acknowledgement, at twice the offset. */
    private final AtomicLongArray times;

    /** @param rooms how many rooms share the memory */
    LoadRoom(String name, int rooms) {
        this.name = name;
        times = new AtomicLongArray(2 * Integer.highestOneBit(Math.max(LEAST, Math.min(MOST, MAX_SLOTS / rooms))));
    }

    String name() {
        return name;
    }

    void acknowledged(long offset, long nanos) {
        acked.accumulateAndGet(offset, Math::max);
        int slot = slot(offset);
        times.set(slot + 1, nanos);
        times.set(slot, offset);
    }

    /** The highest offset that an author knows to be stored. */
    long acked() {
        return acked.get();
    }

    /**
     * Nanoseconds since the author learned that this entry is stored: 0 if it does not know it yet; too few if the entry
     * is so old that its time is forgotten.
     */
    long sinceAck(long offset, long nanos) {
        int slot = slot(offset);
        return times.get(slot) >= offset ? Math.max(0, nanos - times.get(slot + 1)) : 0;
    }

    private int slot(long offset) {
        return (int) (2 * offset & times.length() - 1);
    }
}
