package chat.parley.socketio;

import chat.parley.engineio.Packet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a {@link Broadcast} needs from each of its sockets. Safe for many threads. */
abstract class Recipient {
    public abstract String id();

    /** Whether an event sent now would leave immediately. */
    public abstract boolean isWritable();

    /** @param shared the encoded packets for sockets without offset */
    abstract void emit(String event, Arguments arguments, List<Packet> shared);

    /** Sends an event and returns its acknowledgement; fails with a TimeoutException, or at the disconnect. */
    abstract CompletableFuture<Arguments> ask(long ack, Duration timeout, List<Packet> packets);
}
