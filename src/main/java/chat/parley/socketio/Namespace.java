package chat.parley.socketio;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A part of a server that clients enter by name: its sockets, and the groups that they are put in for emitting. Safe for many threads. */
public final class Namespace {
    private final String name;
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final Map<String, Set<Socket>> rooms = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile Consumer<Socket> door = socket -> socket.admit(null);

    Namespace(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Decides on everybody who wants in, now or later, by {@link Socket#admit} or {@link Socket#refuse}, having set the handlers before. */
    public void onConnect(Consumer<Socket> decide) {
        door = decide;
    }

    void enter(Socket socket) {
        if (!Guard.run("The decision on a new socket", () -> door.accept(socket))) {
            socket.refuse("The server failed", null); // where it has not been decided yet
        }
    }

    /** The socket of this id; null where there is none. */
    public Socket socket(String id) {
        return sockets.get(id);
    }

    /** To all sockets here. */
    public Broadcast all() {
        return new Broadcast(this);
    }

    /** To the sockets in these rooms, to each once. */
    public Broadcast to(String... to) {
        return all().to(to);
    }

    /** To all but the sockets in these rooms. */
    public Broadcast except(String... but) {
        return all().except(but);
    }

    /** Numbers for acknowledgements, the same for all sockets, so that an event is encoded once. */
    long nextId() {
        return ids.getAndIncrement();
    }

    Stream<Socket> sockets() {
        return sockets.values().stream();
    }

    Stream<Socket> inRoom(String room) {
        return rooms.getOrDefault(room, Set.of()).stream();
    }

    /** The one that had the id before, or null. */
    Socket add(Socket socket) {
        return sockets.put(socket.id(), socket);
    }

    void remove(Socket socket) {
        sockets.remove(socket.id(), socket);
    }

    void join(Socket socket, String room) {
        rooms.compute(room, (known, there) -> {
            Set<Socket> members = there == null ? ConcurrentHashMap.newKeySet() : there;
            members.add(socket);
            return members;
        });
    }

    void leave(Socket socket, String room) {
        rooms.computeIfPresent(room, (known, there) -> {
            there.remove(socket);
            return there.isEmpty() ? null : there;
        });
    }
}
