package chat.parley.socketio;

import chat.parley.engineio.Packet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The recipients of an event. Each method narrows or extends them. Immutable. Events are encoded once for all
 * recipients.
 */
public final class Broadcast {
    private final Namespace namespace;
    private final Set<String> to;
    private final Set<String> except;
    private final Socket excluded;
    private final boolean volatileOnly;

    Broadcast(Namespace namespace) {
        this(namespace, Set.of(), Set.of(), null, false);
    }

    private Broadcast(Namespace namespace, Set<String> to, Set<String> except, Socket excluded, boolean volatileOnly) {
        this.namespace = namespace;
        this.to = to;
        this.except = except;
        this.excluded = excluded;
        this.volatileOnly = volatileOnly;
    }

    /** Adds the sockets in any of these rooms. A broadcast without rooms goes to all sockets. */
    public Broadcast to(String... rooms) {
        return new Broadcast(namespace, with(to, rooms), except, excluded, volatileOnly);
    }

    /** Excludes the sockets in these rooms. */
    public Broadcast except(String... rooms) {
        return new Broadcast(namespace, to, with(except, rooms), excluded, volatileOnly);
    }

    Broadcast without(Socket socket) {
        return new Broadcast(namespace, to, except, socket, volatileOnly);
    }

    /** Drops the event for sockets that cannot send it immediately. */
    public Broadcast asVolatile() {
        return new Broadcast(namespace, to, except, excluded, true);
    }

    private static Set<String> with(Set<String> known, String... more) {
        Set<String> all = new HashSet<>(known);
        all.addAll(List.of(more));
        return all;
    }

    public void emit(String event, Object... values) {
        Arguments arguments = Arguments.of(values);
        List<Packet> shared = PacketWriter.event(namespace.name(), null, event, arguments);
        sockets().stream().filter(socket -> !volatileOnly || socket.isWritable())
                .forEach(socket -> socket.emit(event, arguments, shared));
    }

    /** @return all acknowledgements; fails if one is missing after {@code timeout} */
    public CompletableFuture<List<Arguments>> emitWithAck(Duration timeout, String event, Object... values) {
        long id = namespace.nextId();
        List<Packet> shared = PacketWriter.event(namespace.name(), id, event, Arguments.of(values));
        List<CompletableFuture<Arguments>> answers = sockets().stream()
                .map(socket -> socket.ask(id, timeout, shared)).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** Each recipient once, even if it is in several rooms. */
    private Set<Socket> sockets() {
        Stream<Socket> wanted = to.isEmpty() ? namespace.sockets() : to.stream().flatMap(namespace::inRoom);
        Set<Socket> unwanted = except.stream().flatMap(namespace::inRoom).collect(Collectors.toSet());
        return wanted.filter(socket -> socket != excluded && !unwanted.contains(socket)).collect(Collectors.toSet());
    }
}
