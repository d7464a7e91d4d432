package chat.parley.host;

/** Hands a host's {@link FrameChannel} to the endpoint that it opens: Jakarta's API has no place for it, but a host opens a connection on one thread. */
public final class FrameChannels {
    private static final ThreadLocal<FrameChannel> OPENING = new ThreadLocal<>();

    private FrameChannels() {}

    /** The channel of the connection that this thread is opening; null where the host has none. */
    public static FrameChannel opening() {
        return OPENING.get();
    }

    /** From now on this thread opens the connection of this channel; null when it has done so. */
    public static void open(FrameChannel channel) {
        if (channel == null) {
            OPENING.remove();
        } else {
            OPENING.set(channel);
        }
    }
}
