package chat.parley.socketio;

import chat.parley.engineio.EngineSession;
import chat.parley.engineio.Packet;
import chat.parley.identity.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The sending side of a socket, which is all that a {@link Broadcast} needs. Safe for many threads. */
abstract class Recipient {
    private final EngineSession engine;
    private final String namespace;
    private final PendingAcks acks = new PendingAcks();
    private volatile String id = Secrets.unguessable();
    private volatile Supplier<String> offset;

    Recipient(EngineSession engine, String namespace) {
        this.engine = engine;
        this.namespace = namespace;
    }

    public String id() {
        return id;
    }

    /** Name of the namespace. */
    public String namespace() {
        return namespace;
    }

    /** The underlying connection, shared with the client's sockets in other namespaces. */
    public EngineSession engine() {
        return engine;
    }

    PendingAcks acks() {
        return acks;
    }

    /** From now on, events without acknowledgement carry the current offset as their last argument. */
    void recoverable(String sid, Supplier<String> offsets) {
        id = sid;
        offset = offsets;
    }

    public boolean isWritable() {
        return engine.isWritable();
    }

    /** Sends encoded packets. @param done called once: null when they have been sent, else the failure */
    public void send(List<Packet> packets, Consumer<Throwable> done) {
        engine.send(packets, done);
    }

    void send(List<Packet> packets) {
        send(packets, failure -> {});
    }

    /** @param shared the encoded packets for sockets without offset */
    void emit(String event, Arguments arguments, List<Packet> shared) {
        Supplier<String> offsets = offset;
        send(offsets == null ? shared : PacketWriter.event(namespace, null, event, arguments.plus(offsets.get())));
    }

    /** @return the acknowledgement; fails with a TimeoutException, or when the client disconnects */
    CompletableFuture<Arguments> ask(long ack, Duration timeout, List<Packet> packets) {
        CompletableFuture<Arguments> answer = acks.expect(ack, timeout);
        send(packets, failure -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }
}
