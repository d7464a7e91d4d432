package chat.parley.io;

import java.util.function.Consumer;

/**
 * A host-specific channel for encoded WebSocket frames, bypassing the Jakarta API: a frame encoded once is sent to
 * many connections, and many frames in one write. Hosts without one use the Jakarta API.
 */
public interface FrameChannel {

    /**
     * Writes one or more whole frames, after everything written before. Only one write at a time: do not start the
     * next one before {@code done} is called.
     *
     * @param done called once, on any thread, possibly before this method returns: with null when the host has
     *     taken the bytes, else with the failure
     */
    void write(byte[] frames, Consumer<Throwable> done);

    /**
     * Runs the task while the host does not handle input of the connection, nor its end: at once, or on the thread that
     * is handling it now. The task must not block.
     */
    void inTurn(Runnable task);
}
