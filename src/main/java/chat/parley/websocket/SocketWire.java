package chat.parley.websocket;

import chat.parley.host.WebSockets;
import chat.parley.room.Batch;
import chat.parley.room.Close;
import chat.parley.room.Wire;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The way out by means of Jakarta WebSocket alone, for every container. */
final class SocketWire implements Wire {
    private static final System.Logger LOG = System.getLogger(SocketWire.class.getName());

    /** Made beforehand: when a container redeploys, it loads no more classes for the goodbyes. */
    private static final Map<Close, CloseReason> REASONS = Stream.of(Close.values()).collect(Collectors.toUnmodifiableMap(
            close -> close, close -> new CloseReason(CloseReason.CloseCodes.getCloseCode(close.code()), close.reason())));

    private final Session socket;

    SocketWire(Session socket) {
        this.socket = socket;
    }

    @Override
    public void send(Batch batch, Consumer<Throwable> done) {
        try {
            socket.getAsyncRemote().sendObject(batch, result -> done.accept(WebSockets.failureOf(result)));
        } catch (RuntimeException e) {
            done.accept(e); // hosts differ in how they say that the connection has gone
        }
    }

    @Override
    public void ping() {
        try {
            socket.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A ping failed", e);
        }
    }

    @Override
    public void close(Close close) {
        WebSockets.close(socket, REASONS.get(close));
    }
}
