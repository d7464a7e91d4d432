package chat.parley.socketio;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The connected sockets of a namespace and the rooms that they are in. Safe for many threads. */
final class Adapter<S extends Recipient> {
    private final String namespace;
    private final Map<String, S> sockets = new ConcurrentHashMap<>();
    private final Map<String, Set<S>> rooms = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    Adapter(String namespace) {
        this.namespace = namespace;
    }

    /** Name of the namespace. */
    String namespace() {
        return namespace;
    }

    /** The socket with this id; null if there is none. */
    S socket(String id) {
        return sockets.get(id);
    }

    /** Next acknowledgement id. Shared by all sockets, so that a broadcast is encoded once. */
    long nextId() {
        return ids.getAndIncrement();
    }

    Stream<S> sockets() {
        return sockets.values().stream();
    }

    Stream<S> inRoom(String room) {
        return rooms.getOrDefault(room, Set.of()).stream();
    }

    /** Adds a socket and returns the previous one with the same id, or null. */
    S add(S socket) {
        return sockets.put(socket.id(), socket);
    }

    void remove(S socket) {
        sockets.remove(socket.id(), socket);
    }

    void join(S socket, String room) {
        rooms.compute(room, (known, existing) -> {
            Set<S> members = existing == null ? ConcurrentHashMap.newKeySet() : existing;
            members.add(socket);
            return members;
        });
    }

    void leave(S socket, String room) {
        rooms.computeIfPresent(room, (known, members) -> {
            members.remove(socket);
            return members.isEmpty() ? null : members;
        });
    }
}
