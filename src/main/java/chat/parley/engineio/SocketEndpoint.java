package chat.parley.engineio;

import chat.parley.host.FrameText;
import chat.parley.host.WebSockets;
import chat.parley.identity.Caller;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;

/**
 * One client's WebSocket. Takes messages as the fragments come and counts them: Undertow joins fragments without a bound (UNDERTOW-2770). Public for the
 * host alone, which calls it by reflection.
 */
public final class SocketEndpoint extends Endpoint {
    private static final System.Logger LOG = System.getLogger(SocketEndpoint.class.getName());
    private static final long NO_TIMEOUT = -1;
    private static final CloseReason UNGUARDED = new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, Caller.UNGUARDED);

    private final EngineServer engine;
    private final int most;
    private final FrameText text;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private SocketLink link;

    SocketEndpoint(EngineServer engine) {
        this.engine = engine;
        this.most = engine.settings().maxPayload();
        this.text = new FrameText(most);
    }

    @Override
    public void onOpen(Session socket, EndpointConfig config) {
        socket.setMaxIdleTimeout(NO_TIMEOUT); // the session keeps its own deadlines
        socket.setMaxTextMessageBufferSize(most);
        socket.setMaxBinaryMessageBufferSize(most);
        if (!Caller.isGuarded(socket.getUserPrincipal())) {
            engine.hangUp(() -> WebSockets.close(socket, UNGUARDED));
            return;
        }
        link = engine.connect(socket, Handshake.of(socket.getQueryString(), Caller.networkOf(socket.getUserPrincipal())));
        if (link == null) {
            engine.hangUp(() -> WebSockets.close(socket, new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "")));
            return;
        }
        socket.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::take);
        socket.addMessageHandler(byte[].class, (MessageHandler.Partial<byte[]>) this::take);
    }

    private void take(String part, boolean last) {
        if (!text.add(part)) {
            link.tooBig();
        } else if (last) {
            link.take(text.take());
        }
    }

    private void take(byte[] part, boolean last) {
        if (bytes.size() + part.length > most) {
            bytes.reset();
            link.tooBig();
            return;
        }
        bytes.writeBytes(part);
        if (last) {
            link.take(Packet.message(bytes.toByteArray()));
            bytes.reset();
        }
    }

    @Override
    public void onClose(Session socket, CloseReason reason) {
        if (link != null) {
            link.closed();
        }
    }

    @Override
    public void onError(Session socket, Throwable failure) {
        LOG.log(Level.DEBUG, "A connection failed", failure);
        if (link != null) {
            link.closed();
        }
    }
}
