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
    private final int mostAttached;

    /**
     * @param connectTimeout for a new connection to enter its first namespace
     * @param mostAttached bytes that the attachments of one event may have together
     */
    public SocketServer(Duration connectTimeout, int mostAttached) {
        this.connectTimeout = connectTimeout;
        this.mostAttached = mostAttached;
    }

    /** The namespace of this name, which is made when it is named for the first time. @param name such as {@code /} or {@code /parley} */
    public Namespace of(String name) {
        return namespaces.computeIfAbsent(name, Namespace::new);
    }

    /** Null where there is none: clients make no namespaces. */
    Namespace find(String name) {
        return namespaces.get(name);
    }

    /** For an Engine.IO server: what a new connection brings goes there. */
    public Receiver connect(EngineSession engine) {
        Connection connection = new Connection(this, engine, mostAttached);
        engine.later(connectTimeout, connection::closeIfIdle);
        return connection;
    }
}
