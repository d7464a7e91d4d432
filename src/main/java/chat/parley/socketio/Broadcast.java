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
    private final Adapter<?> adapter;
    private final Set<String> to;
    private final Set<String> except;
    private final Recipient excluded;
    private final boolean volatileOnly;

    Broadcast(Adapter<?> adapter) {
        this(adapter, Set.of(), Set.of(), null, false);
    }

    private Broadcast(
            Adapter<?> adapter, Set<String> to, Set<String> except, Recipient excluded, boolean volatileOnly) {
        this.adapter = adapter;
        this.to = to;
        this.except = except;
        this.excluded = excluded;
        this.volatileOnly = volatileOnly;
    }

    /** Adds the sockets in any of these rooms. A broadcast without rooms goes to all sockets. */
    public Broadcast to(String... rooms) {
        return new Broadcast(adapter, with(to, rooms), except, excluded, volatileOnly);
    }

    /** Excludes the sockets in these rooms. */
    public Broadcast except(String... rooms) {
        return new Broadcast(adapter, to, with(except, rooms), excluded, volatileOnly);
    }

    Broadcast without(Recipient socket) {
        return new Broadcast(adapter, to, except, socket, volatileOnly);
    }

    /** Drops the event for sockets that cannot send it immediately. */
    public Broadcast asVolatile() {
        return new Broadcast(adapter, to, except, excluded, true);
    }

    private static Set<String> with(Set<String> known, String... more) {
        Set<String> all = new HashSet<>(known);
        all.addAll(List.of(more));
        return all;
    }

    public void emit(String event, Object... values) {
        Arguments arguments = Arguments.of(values);
        List<Packet> shared = PacketWriter.event(adapter.namespace(), null, event, arguments);
        sockets().stream()
                .filter(socket -> !volatileOnly || socket.isWritable())
                .forEach(socket -> socket.emit(event, arguments, shared));
    }

    /** @return all acknowledgements; fails if one is missing after {@code timeout} */
    public CompletableFuture<List<Arguments>> emitWithAck(Duration timeout, String event, Object... values) {
        long id = adapter.nextId();
        List<Packet> shared = PacketWriter.event(adapter.namespace(), id, event, Arguments.of(values));
        List<CompletableFuture<Arguments>> answers = sockets().stream()
                .map(socket -> socket.ask(id, timeout, shared))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** Each recipient once, even if it is in several rooms. */
    private Set<Recipient> sockets() {
        Stream<? extends Recipient> wanted =
                to.isEmpty() ? adapter.sockets() : to.stream().flatMap(adapter::inRoom);
        Set<Recipient> unwanted =
                except.stream().<Recipient>flatMap(adapter::inRoom).collect(Collectors.toSet());
        return wanted.filter(socket -> socket != excluded && !unwanted.contains(socket))
                .collect(Collectors.<Recipient>toSet());
    }
}
