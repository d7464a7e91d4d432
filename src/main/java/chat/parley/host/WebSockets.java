package chat.parley.host;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Where hosts need some patience: what became of a send, and how a connection is closed. */
public final class WebSockets {
    private static final System.Logger LOG = System.getLogger(WebSockets.class.getName());
    private static final String UNDERTOW = "io.undertow.";
    private static final long GOODBYE_MILLIS = 5_000;

    /** How long a connection may take to say goodbye, before {@link #cut}. */
    public static final Duration GOODBYE = Duration.ofMillis(GOODBYE_MILLIS);

    private WebSockets() {}

    /** Whether a send may wait for the client, whatever the host promises. Undertow puts all that is sent into a queue, which its own threads empty; of others one cannot know. */
    public static boolean mayHang(Session socket) {
        return !socket.getClass().getName().startsWith(UNDERTOW);
    }

    /** What went wrong with a send; null if nothing did. */
    public static Throwable failureOf(SendResult result) {
        if (result.isOK()) {
            return null;
        }
        return result.getException() != null ? result.getException() : new IOException("the host could not send");
    }

    /** May wait for the network. That the connection has ended already is no failure. */
    public static void close(Session socket, CloseReason reason) {
        try {
            socket.setMaxIdleTimeout(GOODBYE_MILLIS); // lets hosts that wait for an answer cut off a client that gives none
            socket.close(reason);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A connection did not close", e);
        }
    }

    /**
     * Cuts a connection whose goodbye does not get through, since its client reads little or nothing. Undertow would
     * keep it for as long as the client likes, and so would the kernel after it, hence the reset. Other hosts have no
     * way that an application can reach; the embedded one sees to it by itself.
     */
    public static void cut(Session socket) {
        if (!socket.getClass().getName().startsWith(UNDERTOW)) {
            return;
        }
        try {
            Closeable channel = (Closeable) socket.getClass().getMethod("getWebSocketChannel").invoke(socket);
            ClassLoader undertow = channel.getClass().getClassLoader();
            Class<?> option = undertow.loadClass("org.xnio.Option");
            Object reset = undertow.loadClass("org.xnio.Options").getField("CLOSE_ABORT").get(null);
            channel.getClass().getMethod("setOption", option, Object.class).invoke(channel, reset, true);
            channel.close();
        } catch (ReflectiveOperationException | IOException | RuntimeException e) { // another version of it
            LOG.log(Level.DEBUG, "A connection was not cut", e);
        }
    }
}
