package chat.parley.engineio;

import chat.parley.identity.Caller;
import chat.parley.io.FrameChannel;
import chat.parley.io.FrameChannels;
import chat.parley.io.FrameText;
import chat.parley.io.WebSockets;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;

/**
 * One client's WebSocket. Counts bytes across fragments, because Undertow joins fragments without a limit
 * (UNDERTOW-2770). Public only for the host, which calls it by reflection.
 */
public final class EngineEndpoint extends Endpoint {
    private static final System.Logger LOG = System.getLogger(EngineEndpoint.class.getName());
    private static final long NO_TIMEOUT = -1;
    private static final CloseReason UNGUARDED =
            new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, Caller.UNGUARDED);

    private final EngineServer engine;
    private final int maxBytes;
    private final FrameText text;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private WebSocketTransport webSocket;

    EngineEndpoint(EngineServer engine) {
        this.engine = engine;
        this.maxBytes = engine.settings().maxPayload();
        this.text = new FrameText(maxBytes);
    }

    @Override
    public void onOpen(Session socket, EndpointConfig config) {
        socket.setMaxIdleTimeout(NO_TIMEOUT); // the session has deadlines of its own
        socket.setMaxTextMessageBufferSize(maxBytes);
        socket.setMaxBinaryMessageBufferSize(maxBytes);
        if (!Caller.isGuarded(socket.getUserPrincipal())) {
            closeInBackground(socket, UNGUARDED);
            return;
        }
        webSocket = engine.connect(
                socket, RequestParameters.of(socket.getQueryString(), Caller.of(socket.getUserPrincipal())));
        if (webSocket == null) {
            closeInBackground(socket, new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
            return;
        }
        socket.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::receive);
        socket.addMessageHandler(byte[].class, (MessageHandler.Partial<byte[]>) this::receive);
    }

    /** Call while the connection opens. */
    private void closeInBackground(Session socket, CloseReason reason) {
        FrameChannel channel = FrameChannels.opening();
        engine.closeInBackground(() -> WebSockets.close(socket, channel, reason));
    }

    private void receive(String part, boolean last) {
        if (!text.add(part)) {
            webSocket.closeTooBig();
        } else if (last) {
            webSocket.receive(text.take());
        }
    }

    private void receive(byte[] part, boolean last) {
        if (bytes.size() + part.length > maxBytes) {
            bytes.reset();
            webSocket.closeTooBig();
            return;
        }
        bytes.writeBytes(part);
        if (last) {
            webSocket.receive(Packet.message(bytes.toByteArray()));
            bytes.reset();
        }
    }

    @Override
    public void onClose(Session socket, CloseReason reason) {
        if (webSocket != null) {
            webSocket.closed();
        }
    }

    @Override
    public void onError(Session socket, Throwable failure) {
        LOG.log(Level.DEBUG, "Connection failed", failure);
        if (webSocket != null) {
            webSocket.closed();
        }
    }
}
