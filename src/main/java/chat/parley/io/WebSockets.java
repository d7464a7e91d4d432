package chat.parley.io;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Works around differences between hosts in sending and closing. */
public final class WebSockets {
    private static final System.Logger LOG = System.getLogger(WebSockets.class.getName());
    private static final String UNDERTOW = "io.undertow.";
    private static final long GOODBYE_MILLIS = 5_000;

    /** Time for the closing handshake before {@link #cut}. */
    public static final Duration GOODBYE = Duration.ofMillis(GOODBYE_MILLIS);

    private WebSockets() {}

    /**
     * Whether a send may block in spite of the host's promise. Undertow queues everything for its own threads;
     * other hosts give no guarantee.
     */
    public static boolean mayHang(Session socket) {
        return !socket.getClass().getName().startsWith(UNDERTOW);
    }

    /** The failure of a send; null for success. */
    public static Throwable failureOf(SendResult result) {
        if (result.isOK()) {
            return null;
        }
        return result.getException() != null
                ? result.getException()
                : new IOException("Host failed to send; no cause given");
    }

    /**
     * Closes the connection. Closing a closed connection is not an error. Without a channel, this may block on the
     * network. With one, it does not, and may happen a little later, on the thread that is handling the connection's
     * input: if Tyrus closes a session on two threads at once, it can miss the end and keep the session forever.
     *
     * @param channel the connection's; null if the host has none
     */
    public static void close(Session socket, FrameChannel channel, CloseReason reason) {
        if (channel == null) {
            close(socket, reason);
        } else {
            channel.inTurn(() -> close(socket, reason));
        }
    }

    private static void close(Session socket, CloseReason reason) {
        try {
            socket.setMaxIdleTimeout(GOODBYE_MILLIS); // makes hosts drop clients that do not answer the close
            socket.close(reason);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Cannot close a connection", e);
        }
    }

    /**
     * Resets a connection that does not complete the closing handshake because its client does not read. Undertow,
     * and then the kernel, would keep it for as long as the client likes. Other hosts offer no API for this; the
     * embedded host does it itself.
     */
    public static void cut(Session socket) {
        if (!socket.getClass().getName().startsWith(UNDERTOW)) {
            return;
        }
        try {
            Closeable channel = (Closeable)
                    socket.getClass().getMethod("getWebSocketChannel").invoke(socket);
            ClassLoader undertow = channel.getClass().getClassLoader();
            Class<?> option = undertow.loadClass("org.xnio.Option");
            Object reset = undertow.loadClass("org.xnio.Options")
                    .getField("CLOSE_ABORT")
                    .get(null);
            channel.getClass().getMethod("setOption", option, Object.class).invoke(channel, reset, true);
            channel.close();
        } catch (ReflectiveOperationException | IOException | RuntimeException e) { // a different version of Undertow
            LOG.log(Level.DEBUG, "Cannot reset a connection", e);
        }
    }
}
