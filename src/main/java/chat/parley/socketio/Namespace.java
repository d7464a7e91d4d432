package chat.parley.socketio;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A namespace of the server: its connected sockets, and the rooms that broadcasts select them by. Safe for many
 * threads.
 */
public final class Namespace {
    private final String name;
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final Map<String, Set<Socket>> rooms = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile Consumer<Socket> connectHandler = socket -> socket.admit(null);

    Namespace(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /**
     * Sets the handler of new sockets. It registers event handlers, then calls {@link Socket#admit} or
     * {@link Socket#refuse}, now or later.
     */
    public void onConnect(Consumer<Socket> handler) {
        connectHandler = handler;
    }

    void connect(Socket socket) {
        if (!Guard.run("Connect handler", () -> connectHandler.accept(socket))) {
            socket.refuse("Internal server error; retry later", null); // no effect if the handler has decided already
        }
    }

    /** The socket with this id; null if there is none. */
    public Socket socket(String id) {
        return sockets.get(id);
    }

    /** All sockets of the namespace. */
    public Broadcast all() {
        return new Broadcast(this);
    }

    /** The sockets in these rooms, each once. */
    public Broadcast to(String... to) {
        return all().to(to);
    }

    /** All sockets except those in these rooms. */
    public Broadcast except(String... excluded) {
        return all().except(excluded);
    }

    /** Next acknowledgement id. Shared by all sockets, so that a broadcast is encoded once. */
    long nextId() {
        return ids.getAndIncrement();
    }

    Stream<Socket> sockets() {
        return sockets.values().stream();
    }

    Stream<Socket> inRoom(String room) {
        return rooms.getOrDefault(room, Set.of()).stream();
    }

    /** Adds a socket and returns the previous one with the same id, or null. */
    Socket add(Socket socket) {
        return sockets.put(socket.id(), socket);
    }

    void remove(Socket socket) {
        sockets.remove(socket.id(), socket);
    }

    void join(Socket socket, String room) {
        rooms.compute(room, (known, existing) -> {
            Set<Socket> members = existing == null ? ConcurrentHashMap.newKeySet() : existing;
            members.add(socket);
            return members;
        });
    }

    void leave(Socket socket, String room) {
        rooms.computeIfPresent(room, (known, members) -> {
            members.remove(socket);
            return members.isEmpty() ? null : members;
        });
    }
}
