package chat.parley.socketio;

import chat.parley.engineio.Packet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** To whom something is to be emitted; each word gives a narrower one. Immutable, and encoded once for all who get it. */
public final class Broadcast {
    private final Namespace namespace;
    private final Set<String> to;
    private final Set<String> except;
    private final Socket but;
    private final boolean fleeting;

    Broadcast(Namespace namespace) {
        this(namespace, Set.of(), Set.of(), null, false);
    }

    private Broadcast(Namespace namespace, Set<String> to, Set<String> except, Socket but, boolean fleeting) {
        this.namespace = namespace;
        this.to = to;
        this.except = except;
        this.but = but;
        this.fleeting = fleeting;
    }

    /** Those in any of these rooms as well; without any, it is everybody. */
    public Broadcast to(String... rooms) {
        return new Broadcast(namespace, with(to, rooms), except, but, fleeting);
    }

    /** None of those in these rooms. */
    public Broadcast except(String... rooms) {
        return new Broadcast(namespace, to, with(except, rooms), but, fleeting);
    }

    Broadcast but(Socket socket) {
        return new Broadcast(namespace, to, except, socket, fleeting);
    }

    /** Only those to whom it can leave at once. */
    public Broadcast asVolatile() {
        return new Broadcast(namespace, to, except, but, true);
    }

    private static Set<String> with(Set<String> known, String... more) {
        Set<String> all = new HashSet<>(known);
        all.addAll(List.of(more));
        return all;
    }

    public void emit(String event, Object... values) {
        Arguments arguments = Arguments.of(values);
        List<Packet> shared = PacketWriter.event(namespace.name(), null, event, arguments);
        sockets().stream().filter(socket -> !fleeting || socket.isWritable()).forEach(socket -> socket.emit(event, arguments, shared));
    }

    /** @return all answers; fails when one of them does not come within this time */
    public CompletableFuture<List<Arguments>> emitWithAck(Duration patience, String event, Object... values) {
        long id = namespace.nextId();
        List<Packet> shared = PacketWriter.event(namespace.name(), id, event, Arguments.of(values));
        List<CompletableFuture<Arguments>> answers = sockets().stream().map(socket -> socket.ask(id, patience, shared)).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** Each once, in however many of the rooms it is. */
    private Set<Socket> sockets() {
        Stream<Socket> wanted = to.isEmpty() ? namespace.sockets() : to.stream().flatMap(namespace::inRoom);
        Set<Socket> unwanted = except.stream().flatMap(namespace::inRoom).collect(Collectors.toSet());
        return wanted.filter(socket -> socket != but && !unwanted.contains(socket)).collect(Collectors.toSet());
    }
}
