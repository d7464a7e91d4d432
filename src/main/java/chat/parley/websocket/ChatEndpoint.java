package chat.parley.websocket;

import chat.parley.delivery.Close;
import chat.parley.identity.Caller;
import chat.parley.io.FrameChannels;
import chat.parley.io.FrameText;
import chat.parley.room.Chat;
import chat.parley.room.Session;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger.Level;

/** One client's WebSocket. Hosts create an instance per connection and call it from one thread at a time. */
@ServerEndpoint(
        value = "/ws",
        subprotocols = "parley.v1",
        encoders = BatchEncoder.class,
        decoders = CommandDecoder.class,
        configurator = ChatConfigurator.class)
public class ChatEndpoint {
    private static final System.Logger LOG = System.getLogger(ChatEndpoint.class.getName());
    private static final long NO_TIMEOUT = -1;
    private static final CommandDecoder DECODER = new CommandDecoder();

    private final Chat chat;
    private final int maxFrame;
    private final FrameText frame;
    private Session session;

    ChatEndpoint(Chat chat, int maxFrame) {
        this.chat = chat;
        this.maxFrame = maxFrame;
        this.frame = new FrameText(maxFrame);
    }

    /**
     * Connects new WebSockets to this chat. It stays set after the chat has stopped, so that a pending handshake gets
     * the close code of a stopping server and not the host's 1011.
     *
     * @param maxFrame maximum bytes in one text frame
     */
    public static void open(Chat chat, int maxFrame) {
        ChatConfigurator.set(() -> new ChatEndpoint(chat, maxFrame));
    }

    @OnOpen
    public void onOpen(jakarta.websocket.Session socket) {
        // the session has deadlines of its own, and a host timer slows down every send
        socket.setMaxIdleTimeout(NO_TIMEOUT);
        socket.setMaxTextMessageBufferSize(maxFrame);
        session = chat.connect(new WebSocketWire(socket, FrameChannels.opening(), chat.deliveries()));
        if (!Caller.isGuarded(socket.getUserPrincipal())) {
            session.close(Close.UNGUARDED);
        }
    }

    /**
     * Receives a fragment. Counts bytes across fragments, because Undertow joins fragments without a limit
     * (UNDERTOW-2770).
     */
    @OnMessage
    public void onText(String part, boolean last) {
        if (!frame.add(part)) {
            session.close(Close.TOO_BIG);
        } else if (last) {
            session.handle(DECODER.decode(frame.take()));
        }
    }

    @OnMessage
    public void onPong(PongMessage pong) {
        session.heard();
    }

    /**
     * Rejects binary data. Receives fragments, so that the host does not buffer a large frame that is rejected
     * anyway.
     */
    @OnMessage
    public void onBinary(byte[] part, boolean last) {
        session.close(Close.TEXT_ONLY);
    }

    @OnClose
    public void onClose() {
        session.close(Close.GONE);
    }

    @OnError
    public void onError(Throwable failure) {
        LOG.log(Level.DEBUG, "Connection failed", failure);
        if (session != null) {
            session.close(Close.BROKEN);
        }
    }
}
