package chat.parley.websocket;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.DeliveryMeter;
import chat.parley.delivery.Wire;
import chat.parley.identity.Authentication;
import chat.parley.identity.Caller;
import chat.parley.io.FrameChannel;
import chat.parley.io.WebSockets;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@link Wire} of a WebSocket. Sends frames shared by all connections if the host accepts raw frames, else
 * through Jakarta WebSocket.
 */
final class WebSocketWire implements Wire {
    private static final System.Logger LOG = System.getLogger(WebSocketWire.class.getName());

    /** Created early, because a container that redeploys no longer loads classes while connections close. */
    private static final Map<Close, CloseReason> REASONS = Stream.of(Close.values())
            .collect(Collectors.toUnmodifiableMap(
                    close -> close,
                    close -> new CloseReason(CloseReason.CloseCodes.getCloseCode(close.code()), close.reason())));

    /** Called directly, because hosts search for an object's encoder on each send. */
    private static final BatchEncoder ENCODER = new BatchEncoder();

    private final Session socket;
    private final FrameChannel channel;
    private final DeliveryMeter meter;
    private final String address;
    private final Authentication authentication;
    private final boolean mayHang;

    /** @param channel null if the host has none */
    WebSocketWire(Session socket, FrameChannel channel, DeliveryMeter meter) {
        this.meter = meter;
        this.socket = socket;
        this.channel = channel;
        Caller caller = Caller.of(socket.getUserPrincipal());
        this.address = caller.network();
        this.authentication = caller.authentication();
        this.mayHang = channel == null && WebSockets.mayHang(socket);
    }

    @Override
    public void send(Batch batch, Consumer<Throwable> done) {
        if (channel != null) {
            byte[] frames = batch.as(EventFrames.INSTANCE);
            meter.wrote(frames.length);
            channel.write(frames, done);
            return;
        }
        try {
            String text = ENCODER.encode(batch);
            meter.wrote(text.length());
            socket.getAsyncRemote().sendText(text, result -> done.accept(WebSockets.failureOf(result)));
        } catch (RuntimeException e) {
            done.accept(e); // hosts throw different exceptions when the connection is gone
        }
    }

    @Override
    public boolean mayHang() {
        return mayHang;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Authentication authentication() {
        return authentication;
    }

    @Override
    public void ping() {
        try {
            socket.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Ping failed", e);
        }
    }

    @Override
    public void close(Close close) {
        WebSockets.close(socket, channel, REASONS.get(close));
    }

    @Override
    public void cut() {
        WebSockets.cut(socket);
    }
}
