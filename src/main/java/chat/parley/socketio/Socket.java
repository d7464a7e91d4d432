package chat.parley.socketio;

import static chat.parley.io.JsonApi.JSON;

import chat.parley.engineio.EngineSession;
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

/** One client in one namespace. Safe for many threads; its handlers are called by one thread at a time. */
public final class Socket extends Recipient {
    /** End reason of a socket whose client left the namespace. */
    public static final String CLIENT_DISCONNECT = "client namespace disconnect";

    private enum State {
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    private final Owner owner;
    private final Adapter<Socket> adapter;
    private final JsonObject auth;
    private final Map<String, EventHandler> handlers = new ConcurrentHashMap<>();
    private final Set<String> rooms = ConcurrentHashMap.newKeySet();
    private volatile State state = State.CONNECTING;
    private volatile EventHandler fallback = (arguments, ack) -> {};
    private volatile Consumer<String> onEnd = reason -> {};

    /** The connection that the socket belongs to. */
    interface Owner {
        void admitted();
    }

    Socket(Owner owner, EngineSession engine, Adapter<Socket> adapter, JsonObject auth) {
        super(engine, adapter.namespace());
        this.owner = owner;
        this.adapter = adapter;
        this.auth = auth;
    }

    /** The {@code auth} object of the connect packet; empty if there was none. */
    public JsonObject auth() {
        return auth;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    public void on(String event, EventHandler handler) {
        handlers.put(event, handler);
    }

    /** Sets the handler of events without one of their own. Its first argument is the event name. */
    public void onAny(EventHandler handler) {
        fallback = handler;
    }

    /** @param handler called with the reason when the socket ends; immediately if it has ended already */
    public void onEnd(Consumer<String> handler) {
        onEnd = handler;
        if (isClosed()) {
            // may call it twice, which is harmless
            HandlerRunner.run("End handler", () -> handler.accept("transport close"));
        }
    }

    /** Admits the client. @param data further fields of the response; null for none */
    public void admit(JsonObject data) {
        JsonObjectBuilder response = data == null ? JSON.createObjectBuilder() : JSON.createObjectBuilder(data);
        synchronized (this) {
            if (state != State.CONNECTING) {
                return;
            }
            state = State.CONNECTED;
        }
        owner.admitted();
        Socket previous = adapter.add(this);
        if (previous != null) {
            previous.disconnect(true); // the client has reconnected before its old connection was found dead
        }
        send(List.of(PacketWriter.plain(
                PacketType.CONNECT, namespace(), response.add("sid", id()).build())));
        if (isClosed()) {
            adapter.remove(this); // ended concurrently
        }
    }

    /**
     * Admits the client with what it needs for connection state recovery. From now on, events without
     * acknowledgement carry the current offset as their last argument.
     */
    public void admit(String sid, String pid, Supplier<String> offsets) {
        recoverable(sid, offsets);
        admit(JSON.createObjectBuilder().add("pid", pid).build());
    }

    /** Refuses the client with {@code connect_error}. @param data further details; null for none */
    public void refuse(String message, JsonValue data) {
        synchronized (this) {
            if (state != State.CONNECTING) {
                return;
            }
            state = State.CLOSED;
        }
        JsonObjectBuilder error = JSON.createObjectBuilder().add("message", message);
        send(List.of(PacketWriter.plain(
                PacketType.CONNECT_ERROR, namespace(), (data == null ? error : error.add("data", data)).build())));
    }

    void receive(SocketPacket packet) throws MalformedPacket {
        if (state == State.CONNECTING) {
            throw new MalformedPacket("Packet before the connect was accepted");
        }
        if (state == State.CLOSED) {
            return; // the client has not noticed yet
        }
        switch (packet.type()) {
            case DISCONNECT -> end(CLIENT_DISCONNECT);
            case ACK, BINARY_ACK ->
                acks().complete(packet.id(), new Arguments(packet.data().asJsonArray(), packet.attachments()));
            default -> handle(new Arguments(packet.data().asJsonArray(), packet.attachments()), packet.id());
        }
    }

    private void handle(Arguments named, Long ackId) {
        String event = named.text(0);
        EventHandler handler = event == null ? null : handlers.get(event);
        AckCallback ack = ackId == null ? AckCallback.NONE : new OneTimeAck(namespace(), ackId, this::send);
        HandlerRunner.run("Event handler", () -> {
            if (handler == null) {
                fallback.handle(named, ack);
            } else {
                handler.handle(named.from(1), ack);
            }
        });
    }

    public void emit(String event, Object... values) {
        emit(event, Arguments.of(values));
    }

    public void emit(String event, Arguments arguments) {
        emit(event, arguments, PacketWriter.event(namespace(), null, event, arguments));
    }

    /** Emits an event, or drops it if it cannot be sent immediately. */
    public void emitVolatile(String event, Object... values) {
        if (isWritable()) {
            emit(event, values);
        }
    }

    /** @return the acknowledgement; fails with a TimeoutException, or when the client disconnects */
    public CompletableFuture<Arguments> emitWithAck(Duration timeout, String event, Object... values) {
        long ack = adapter.nextId();
        return ask(ack, timeout, PacketWriter.event(namespace(), ack, event, Arguments.of(values)));
    }

    public void join(String room) {
        rooms.add(room);
        adapter.join(this, room);
        if (isClosed()) {
            leave(room);
        }
    }

    public void leave(String room) {
        rooms.remove(room);
        adapter.leave(this, room);
    }

    /** All sockets of the namespace except this one. */
    public Broadcast broadcast() {
        return new Broadcast(adapter).without(this);
    }

    /** The sockets in these rooms except this one. */
    public Broadcast to(String... to) {
        return broadcast().to(to);
    }

    /**
     * Disconnects the client from the namespace or, if {@code transport}, closes the whole connection. Clients
     * reconnect on their own only after the latter.
     */
    public void disconnect(boolean transport) {
        if (transport) {
            engine().close();
        } else {
            send(List.of(PacketWriter.plain(PacketType.DISCONNECT, namespace(), null)));
        }
        end("server namespace disconnect");
    }

    void end(String reason) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
        }
        adapter.remove(this);
        rooms.forEach(this::leave);
        acks().end();
        HandlerRunner.run("End handler", () -> onEnd.accept(reason));
    }
}
