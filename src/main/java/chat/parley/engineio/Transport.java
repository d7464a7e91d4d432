package chat.parley.engineio;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The way to the client that a session has at the moment. For the session's turns. */
sealed interface Transport permits Polling, SocketLink {
    /** As clients name it. */
    String name();

    /** Whether something can be sent now. */
    boolean isReady();

    /** Whether {@link #send} may wait for the network, by a fault of the host. */
    default boolean mayHang() {
        return false;
    }

    /** Whether one send has been under way for this long. From any thread. */
    default boolean isSending(Duration time) {
        return false;
    }

    /** What one send should hold, about. */
    int mostBytes();

    /** Sends these one after the other, without waiting. @param done is told once, on any thread, possibly before this returns */
    void send(List<Packet> packets, Consumer<Throwable> done);

    /** The session is over; nothing is sent any more. */
    void end(Packet last);
}
