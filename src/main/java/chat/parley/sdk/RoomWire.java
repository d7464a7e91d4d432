package chat.parley.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What rooms may use of their client. */
interface RoomWire {
    /** Ourselves; null before the first welcome. For all threads. */
    ChatMember me();

    ClientLane lane();

    /** For the lane. */
    WireExchange exchange();

    /** For the lane. */
    PendingQueries queries();

    ListenerQueue listeners();

    Promises promises();

    long ackTimeoutMillis();

    /** Checks the connection. For the lane. */
    void probe();

    /** Asks until there is an answer. For all threads. */
    <T> CompletableFuture<T> ask(WireCommand command, BooleanSupplier expectsRoom, Function<WireEvent, T> read);
}
