package chat.parley.host;

import java.util.function.Consumer;

/**
 * A host's own way out for WebSocket frames that are made already, past Jakarta's API: what is encoded once goes to every connection, and many frames in one write. Hosts that have none are
 * written to by Jakarta's.
 */
public interface FrameChannel {

    /**
     * Writes these bytes, one whole frame or several, after all that was written before. One write at a time: the next one begins after {@code done}.
     *
     * @param done told once, on any thread, possibly before this returns: null when the host has taken the bytes, else what went wrong
     */
    void write(byte[] frames, Consumer<Throwable> done);
}
