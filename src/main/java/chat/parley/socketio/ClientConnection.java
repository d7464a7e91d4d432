package chat.parley.socketio;

import static chat.parley.io.JsonApi.JSON;

import chat.parley.engineio.EngineSession;
import chat.parley.engineio.Receiver;
import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One client's connection, shared by its sockets in all namespaces. The {@link Receiver} methods are called by one
 * thread at a time; the rest is safe for many threads.
 */
final class ClientConnection implements Receiver, Socket.Owner {
    /**
     * Burst of repeated connects to namespaces. They are limited because each one may verify a token and starts with a
     * fresh rate limit.
     */
    private static final int MAX_REPEATED_CONNECTS = 20;

    private static final long NANOS_PER_CONNECT = 1_000_000_000;

    private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

    private final Function<String, Namespace> namespaces;
    private final EngineSession engine;
    private final PacketReader reader;
    private final Map<String, Socket> sockets = new HashMap<>();
    private boolean admitted;
    private int repeated;
    private long refilledAt = System.nanoTime();
    private boolean closed;

    /** @param namespaces finds a namespace by its name; null for an unknown one */
    ClientConnection(Function<String, Namespace> namespaces, EngineSession engine, int maxAttachmentBytes) {
        this.reader = new PacketReader(maxAttachmentBytes);
        this.namespaces = namespaces;
        this.engine = engine;
    }

    @Override
    public void text(String message) {
        try {
            handle(reader.text(message));
        } catch (MalformedPacket e) {
            closeMalformed(e);
        }
    }

    @Override
    public void bytes(byte[] message) {
        try {
            handle(reader.bytes(message));
        } catch (MalformedPacket e) {
            closeMalformed(e);
        }
    }

    private void closeMalformed(MalformedPacket reason) {
        LOG.log(Level.DEBUG, "Protocol violation; closing the connection", reason);
        engine.close();
    }

    private void handle(SocketPacket packet) throws MalformedPacket {
        if (packet == null) {
            return;
        }
        if (packet.type() == PacketType.CONNECT) {
            connect(packet.namespace(), (JsonObject) packet.data());
            return;
        }
        Socket socket = socket(packet.namespace());
        if (socket == null) {
            throw new MalformedPacket("Not connected to namespace " + packet.namespace());
        }
        socket.receive(packet);
    }

    private void connect(String name, JsonObject auth) throws MalformedPacket {
        Namespace namespace = namespaces.apply(name);
        if ((namespace == null || socket(name) != null) && !trySpendConnect()) {
            refuse(name, "Too many connects; retry in 1 s");
            return;
        }
        if (namespace == null) {
            refuse(name, "Invalid namespace");
            return;
        }
        Socket socket =
                new Socket(this, engine, namespace.adapter(), auth == null ? JsonObject.EMPTY_JSON_OBJECT : auth);
        synchronized (this) {
            Socket existing = sockets.get(name);
            if (existing != null && !existing.isClosed()) {
                throw new MalformedPacket("Already connected to namespace " + name);
            }
            // closed sockets stay until here: a further connect counts as repeated, and the client may send packets
            // before it notices the end
            sockets.put(name, socket);
        }
        namespace.connect(socket);
    }

    /** Takes one of the repeated connects, which refill at one per second; returns false if none is left. */
    private boolean trySpendConnect() {
        long refilled = (System.nanoTime() - refilledAt) / NANOS_PER_CONNECT;
        refilledAt += refilled * NANOS_PER_CONNECT;
        repeated = (int) Math.max(0, repeated - refilled);
        if (repeated == MAX_REPEATED_CONNECTS) {
            return false;
        }
        repeated++;
        return true;
    }

    private void refuse(String name, String reason) {
        engine.send(
                List.of(PacketWriter.plain(
                        PacketType.CONNECT_ERROR,
                        name,
                        JSON.createObjectBuilder().add("message", reason).build())),
                failure -> {});
    }

    private synchronized Socket socket(String namespace) {
        return sockets.get(namespace);
    }

    /** A namespace has admitted a socket. */
    @Override
    public synchronized void admitted() {
        admitted = true;
    }

    void closeIfIdle() {
        boolean idle;
        synchronized (this) {
            idle = !admitted && !closed;
        }
        if (idle) {
            engine.close();
        }
    }

    private synchronized List<Socket> allSockets() {
        return List.copyOf(sockets.values());
    }

    @Override
    public void ended(String reason) {
        synchronized (this) {
            closed = true;
        }
        allSockets().forEach(socket -> socket.end(reason));
    }
}
