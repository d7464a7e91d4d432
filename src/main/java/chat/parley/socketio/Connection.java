package chat.parley.socketio;

import static chat.parley.host.JsonApi.JSON;

import chat.parley.engineio.EngineSession;
import chat.parley.engineio.Receiver;
import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One client's connection, shared by its sockets in the namespaces. What comes in comes from one thread at a time; the rest is safe for many. */
final class Connection implements Receiver {
    /** Connects beyond the first one to each namespace, each of which begins afresh with what it may ask for. */
    private static final int MOST_RETURNS = 20;
    private static final long RETURN_NANOS = 1_000_000_000;

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final SocketServer server;
    private final EngineSession engine;
    private final PacketReader reader;
    private final Map<String, Socket> sockets = new HashMap<>();
    private boolean entered;
    private int returns;
    private long returnedAt = System.nanoTime();
    private boolean over;

    Connection(SocketServer server, EngineSession engine, int mostAttached) {
        this.reader = new PacketReader(mostAttached);
        this.server = server;
        this.engine = engine;
    }

    EngineSession engine() {
        return engine;
    }

    @Override
    public void text(String message) {
        try {
            handle(reader.text(message));
        } catch (MalformedPacket e) {
            broken(e);
        }
    }

    @Override
    public void bytes(byte[] message) {
        try {
            handle(reader.bytes(message));
        } catch (MalformedPacket e) {
            broken(e);
        }
    }

    private void broken(MalformedPacket why) {
        LOG.log(Level.DEBUG, "A client does not keep to the protocol", why);
        engine.close();
    }

    private void handle(SocketPacket packet) throws MalformedPacket {
        if (packet == null) {
            return;
        }
        if (packet.type() == PacketType.CONNECT) {
            enter(packet.namespace(), (JsonObject) packet.data());
            return;
        }
        Socket socket = socket(packet.namespace());
        if (socket == null) {
            throw new MalformedPacket("there was no connect to " + packet.namespace());
        }
        socket.take(packet);
    }

    private void enter(String name, JsonObject auth) throws MalformedPacket {
        Namespace namespace = server.find(name);
        if ((namespace == null || socket(name) != null) && !mayReturn()) {
            refuse(name, "Too many connects; wait a second");
            return;
        }
        if (namespace == null) {
            refuse(name, "Invalid namespace");
            return;
        }
        Socket socket = new Socket(this, namespace, auth == null ? JsonObject.EMPTY_JSON_OBJECT : auth);
        synchronized (this) {
            Socket there = sockets.get(name);
            if (there != null && !there.isOver()) {
                throw new MalformedPacket("a second connect to " + name);
            }
            sockets.put(name, socket); // one that has ended is kept until here: what the client sent before it knew is no fault
        }
        namespace.enter(socket);
    }

    /** One a second in the long run. */
    private boolean mayReturn() {
        long spared = (System.nanoTime() - returnedAt) / RETURN_NANOS;
        returnedAt += spared * RETURN_NANOS;
        returns = (int) Math.max(0, returns - spared);
        if (returns == MOST_RETURNS) {
            return false;
        }
        returns++;
        return true;
    }

    private void refuse(String name, String why) {
        send(List.of(PacketWriter.plain(PacketType.CONNECT_ERROR, name, JSON.createObjectBuilder().add("message", why).build())));
    }

    private synchronized Socket socket(String namespace) {
        return sockets.get(namespace);
    }

    /** A socket has been let in. */
    synchronized void entered() {
        entered = true;
    }

    /** Forgets one that was not let in. */
    synchronized void refused(Socket socket) {
        sockets.remove(socket.namespace().name(), socket);
    }

    void closeIfIdle() {
        boolean idle;
        synchronized (this) {
            idle = !entered && !over;
        }
        if (idle) {
            engine.close();
        }
    }

    void send(List<chat.parley.engineio.Packet> packets) {
        engine.send(packets, failure -> { });
    }

    private synchronized List<Socket> there() {
        return List.copyOf(sockets.values());
    }

    @Override
    public void ended(String why) {
        synchronized (this) {
            over = true;
        }
        there().forEach(socket -> socket.end(why));
    }
}
