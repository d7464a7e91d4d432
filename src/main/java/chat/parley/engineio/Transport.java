package chat.parley.engineio;

import java.util.List;
import java.util.function.Consumer;

/** The way to the client that a session has at the moment. For the session's turns. */
sealed interface Transport permits Polling, SocketLink {
    /** As clients name it. */
    String name();

    /** Whether something can be sent now. */
    boolean isReady();

    /** Most packets in one send. */
    int mostPackets();

    /** Sends without waiting. @param done is told once, on any thread, possibly before this returns */
    void send(List<Packet> packets, Consumer<Throwable> done);

    /** The session is over; nothing is sent any more. */
    void end(Packet last);
}
