package chat.parley.io;

/**
 * Passes a host's {@link FrameChannel} to the endpoint it opens. Uses the thread, because the Jakarta API has no
 * place for the channel and hosts open a connection on one thread.
 */
public final class FrameChannels {
    private static final ThreadLocal<FrameChannel> OPENING = new ThreadLocal<>();

    private FrameChannels() {}

    /** The channel of the connection that this thread is opening; null if the host has none. */
    public static FrameChannel opening() {
        return OPENING.get();
    }

    /** Sets the channel of the connection that this thread is opening; null when it has been opened. */
    public static void open(FrameChannel channel) {
        if (channel == null) {
            OPENING.remove();
        } else {
            OPENING.set(channel);
        }
    }
}
