package chat.parley.socketio;

import static chat.parley.host.JsonApi.JSON;

import chat.parley.engineio.EngineSession;
import chat.parley.engineio.Packet;
import chat.parley.identity.Secrets;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One client in one namespace. Safe for many threads; its handlers are called by one at a time. */
public final class Socket {
    /** Why a socket ended whose client wanted it so. */
    public static final String GOODBYE = "client namespace disconnect";

    private enum State { WAITING, INSIDE, OVER }

    private final Connection connection;
    private final Namespace namespace;
    private final JsonObject auth;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Set<String> rooms = ConcurrentHashMap.newKeySet();
    private final Acks acks = new Acks();
    private volatile String id = Secrets.unguessable();
    private volatile State state = State.WAITING;
    private volatile Supplier<String> offset;
    private volatile Handler others = (arguments, answer) -> { };
    private volatile Consumer<String> onEnd = why -> { };

    Socket(Connection connection, Namespace namespace, JsonObject auth) {
        this.connection = connection;
        this.namespace = namespace;
        this.auth = auth;
    }

    public String id() {
        return id;
    }

    public Namespace namespace() {
        return namespace;
    }

    /** The connection below, which it may share with sockets in other namespaces. */
    public EngineSession engine() {
        return connection.engine();
    }

    /** What the client said of itself when it wanted in. */
    public JsonObject auth() {
        return auth;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    public void on(String event, Handler handler) {
        handlers.put(event, handler);
    }

    /** For events that have no handler of their own; the first argument is then the event's name. */
    public void onAny(Handler handler) {
        others = handler;
    }

    /** @param handler told why, at once if it has ended already */
    public void onEnd(Consumer<String> handler) {
        onEnd = handler;
        if (isOver()) {
            Guard.run("A handler of the end", () -> handler.accept("transport close")); // it ended meanwhile; twice does no harm
        }
    }

    /** Lets the client in, under an id that is the server's choice. @param data what the client is told besides; null for nothing */
    public void admit(JsonObject data) {
        JsonObjectBuilder welcome = data == null ? JSON.createObjectBuilder() : JSON.createObjectBuilder(data);
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.INSIDE;
        }
        connection.entered();
        Socket before = namespace.add(this);
        if (before != null) {
            before.disconnect(true); // its client is here again, and does not know yet that it has lost that connection
        }
        connection.send(List.of(PacketWriter.plain(PacketType.CONNECT, namespace.name(), welcome.add("sid", id).build())));
        if (isOver()) {
            namespace.remove(this); // it ended meanwhile
        }
    }

    /** Lets the client in and gives it what it needs to come back where it was: from now on each event that needs no answer ends with the offset of that moment. */
    public void admit(String sid, String pid, Supplier<String> offsets) {
        id = sid;
        offset = offsets;
        admit(JSON.createObjectBuilder().add("pid", pid).build());
    }

    /** @param data null for none */
    public void refuse(String message, JsonValue data) {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.OVER;
        }
        connection.refused(this);
        JsonObjectBuilder why = JSON.createObjectBuilder().add("message", message);
        connection.send(List.of(PacketWriter.plain(PacketType.CONNECT_ERROR, namespace.name(), (data == null ? why : why.add("data", data)).build())));
    }

    void take(SocketPacket packet) throws MalformedPacket {
        if (state == State.WAITING) {
            throw new MalformedPacket("the client was not let in yet");
        }
        if (state == State.OVER) {
            return; // the client does not know yet
        }
        switch (packet.type()) {
            case DISCONNECT -> end(GOODBYE);
            case ACK, BINARY_ACK -> acks.came(packet.id(), new Arguments(packet.data().asJsonArray(), packet.attachments()));
            default -> handle(new Arguments(packet.data().asJsonArray(), packet.attachments()), packet.id());
        }
    }

    private void handle(Arguments named, Long ackId) {
        String event = named.text(0);
        Handler handler = event == null ? null : handlers.get(event);
        Answer answer = ackId == null ? Answer.NONE : new OneAnswer(this, ackId);
        Guard.run("A handler", () -> {
            if (handler == null) {
                others.handle(named, answer);
            } else {
                handler.handle(named.from(1), answer);
            }
        });
    }

    public void emit(String event, Object... values) {
        emit(event, Arguments.of(values));
    }

    public void emit(String event, Arguments arguments) {
        emit(event, arguments, PacketWriter.event(namespace.name(), null, event, arguments));
    }

    /** To this socket, if it can leave at once. */
    public void emitVolatile(String event, Object... values) {
        if (isWritable()) {
            emit(event, values);
        }
    }

    /** @param shared the same as all get it who need no offset */
    void emit(String event, Arguments arguments, List<Packet> shared) {
        Supplier<String> offsets = offset;
        send(offsets == null ? shared : PacketWriter.event(namespace.name(), null, event, arguments.and(offsets.get())), failure -> { });
    }

    /** @return the client's answer; fails with a TimeoutException when it takes longer, and when the client goes */
    public CompletableFuture<Arguments> emitWithAck(Duration patience, String event, Object... values) {
        long ack = namespace.nextId();
        return ask(ack, patience, PacketWriter.event(namespace.name(), ack, event, Arguments.of(values)));
    }

    CompletableFuture<Arguments> ask(long ack, Duration patience, List<Packet> packets) {
        CompletableFuture<Arguments> answer = acks.expect(ack, patience);
        send(packets, failure -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** Sends what is encoded already. @param done told once: null when it has left, else what went wrong */
    public void send(List<Packet> packets, Consumer<Throwable> done) {
        connection.engine().send(packets, done);
    }

    public boolean isWritable() {
        return connection.engine().isWritable();
    }

    public void join(String room) {
        rooms.add(room);
        namespace.join(this, room);
        if (isOver()) {
            leave(room);
        }
    }

    public void leave(String room) {
        rooms.remove(room);
        namespace.leave(this, room);
    }

    /** To all sockets here but this one. */
    public Broadcast broadcast() {
        return namespace.all().but(this);
    }

    /** To the sockets in these rooms but this one. */
    public Broadcast to(String... to) {
        return broadcast().to(to);
    }

    /** @param transport whether the client loses its connection, and so all namespaces; it then comes back by itself, which it does not when only the namespace is closed to it */
    public void disconnect(boolean transport) {
        if (transport) {
            connection.engine().close();
        } else {
            connection.send(List.of(PacketWriter.plain(PacketType.DISCONNECT, namespace.name(), null)));
        }
        end("server namespace disconnect");
    }

    void end(String why) {
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            state = State.OVER;
        }
        namespace.remove(this);
        rooms.forEach(this::leave);
        acks.end();
        Guard.run("A handler of the end", () -> onEnd.accept(why));
    }
}
