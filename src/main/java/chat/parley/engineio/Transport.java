package chat.parley.engineio;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A session's current connection to its client. Confined to the session's turns. */
interface Transport {
    /** Name in the protocol. */
    String name();

    /** Whether a send may start now. */
    boolean isReady();

    /** Whether {@link #send} may block on the network because the host does. */
    default boolean mayHang() {
        return false;
    }

    /** Whether the current send has been under way for at least this long. Callable from any thread. */
    default boolean isSending(Duration time) {
        return false;
    }

    /** Approximate maximum of bytes in one send. */
    int maxBytes();

    /**
     * Sends packets in order without waiting.
     *
     * @param done called once, on any thread, possibly before this method returns; null for success
     */
    void send(List<Packet> packets, Consumer<Throwable> done);

    /**
     * Closes the transport; nothing is sent afterwards.
     *
     * @param last the packet that answers a pending poll; ignored by WebSockets
     */
    void end(Packet last);
}
