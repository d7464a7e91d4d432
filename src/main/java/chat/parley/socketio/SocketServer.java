package chat.parley.socketio;

import chat.parley.engineio.EngineSession;
import chat.parley.engineio.Receiver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The namespaces of one Socket.IO server. Safe for many threads. */
public final class SocketServer {
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final Duration connectTimeout;
    private final int maxAttachmentBytes;

    /**
     * @param connectTimeout time for a new connection to enter its first namespace
     * @param maxAttachmentBytes limit for all attachments of one event together
     */
    public SocketServer(Duration connectTimeout, int maxAttachmentBytes) {
        this.connectTimeout = connectTimeout;
        this.maxAttachmentBytes = maxAttachmentBytes;
    }

    /**
     * The namespace with this name, created on first use.
     *
     * @param name such as {@code /} or {@code /parley}
     */
    public Namespace of(String name) {
        return namespaces.computeIfAbsent(name, Namespace::new);
    }

    /** Creates the receiver of a new Engine.IO session. Clients cannot create namespaces. */
    public Receiver connect(EngineSession engine) {
        ClientConnection connection = new ClientConnection(namespaces::get, engine, maxAttachmentBytes);
        engine.later(connectTimeout, connection::closeIfIdle);
        return connection;
    }
}
