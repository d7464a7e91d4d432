package chat.parley.io;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory budget for everything clients cause the server to hold: room tails, waiting replies and packets, and
 * the host's connection buffers. Counts bytes and, for text, characters. While memory is short, growing tails keep
 * less (the log has what they drop), slow readers are disconnected sooner, and the embedded host closes the
 * connections that hold most. Safe for many threads.
 */
public final class Memory {
    private static final int HEAP_FRACTION = 16;
    private static final long MAX_BYTES = 64L << 20;

    private final AtomicLong held = new AtomicLong();
    private final long most;

    public Memory() {
        this(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_FRACTION));
    }

    /** @param most limit in bytes */
    public Memory(long most) {
        this.most = most;
    }

    /** @param more additional bytes or characters; negative for released ones */
    public void add(long more) {
        held.addAndGet(more);
    }

    public boolean isShort() {
        return held.get() > most;
    }

    /** The limit in bytes. */
    public long most() {
        return most;
    }
}
