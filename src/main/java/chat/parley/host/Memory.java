package chat.parley.host;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The server's one budget for what clients make it hold: the tails of rooms, replies and packets that wait, and what
 * the host buffers for its connections. Counts bytes and, for text, characters. When it is short, growing tails keep
 * little (the log still has what they drop), slow readers are given up sooner, and the embedded host cuts the
 * connections that hold most. Safe for many threads.
 */
public final class Memory {
    private static final int SHARE_OF_THE_HEAP = 16;
    private static final long MOST = 64L << 20;

    private final AtomicLong held = new AtomicLong();
    private final long most;

    public Memory() {
        this(Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP));
    }

    /** @param most bytes beyond which memory is short */
    public Memory(long most) {
        this.most = most;
    }

    /** @param more bytes or characters that are held from now on; negative for what is no longer held */
    public void add(long more) {
        held.addAndGet(more);
    }

    public boolean isShort() {
        return held.get() > most;
    }

    /** Bytes beyond which memory is short. */
    public long most() {
        return most;
    }
}
