package chat.parley.room;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many characters the tails and the waiting replies of this server hold. Where that is too many, tails that grow keep little (what they drop is still in the log), and sessions that do not read are
 * given up sooner. Safe for many threads.
 */
final class Memory {
    private static final int SHARE_OF_THE_HEAP = 16;
    private static final long MOST = 64L << 20;

    private final RoomSizes sizes;
    private final AtomicLong chars = new AtomicLong();
    private final long most = Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);

    Memory(RoomSizes sizes) {
        this.sizes = sizes;
    }

    /** The sizes of what is kept here. */
    RoomSizes sizes() {
        return sizes;
    }

    void add(int more) {
        chars.addAndGet(more);
    }

    boolean isShort() {
        return chars.get() > most;
    }
}
