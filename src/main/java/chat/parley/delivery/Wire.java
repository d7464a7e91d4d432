package chat.parley.delivery;

import java.util.function.Consumer;

/**
 * One connection's way out, in whatever host. The session calls it from one thread at a time and has at most one {@link #send} under way, so an implementation needs no
 * queue and no lock.
 */
public interface Wire {

    /**
     * Sends the batch without waiting.
     *
     * @param done is told once, on any thread and possibly before this method returns: null when the host has taken the batch (which does not prove that the client has it),
     *     else what went wrong
     */
    void send(Batch batch, Consumer<Throwable> done);

    /** Whether {@link #send} may hang in the host in spite of its promise; then it is called where that holds up nobody else, at the price of a thread's wake. */
    default boolean mayHang() {
        return false;
    }

    /** Asks the other side for a sign of life, below the application's own messages. Not called while a send is under way; what goes wrong shows as silence. */
    void ping();

    /** Whether the door asks for signs of life itself and tells the session when there are none; then the session does not look after them. */
    default boolean isWatched() {
        return false;
    }

    /** Whether who speaks here is somebody new each time, although there is a key; then no place in rooms is kept for them. */
    default boolean isPassing() {
        return false;
    }

    /** Whether the session listens without being seen, until a {@link chat.parley.event.Command.Appear}. */
    default boolean isUnseen() {
        return false;
    }

    /**
     * The network that the client is in, by which it is limited; null where that is not known. See
     * {@link chat.parley.identity.Caller#network}.
     */
    default String address() {
        return null;
    }

    /** Ends the connection. May be called beside a send that is stuck; may wait for the network. */
    void close(Close close);

    /** Called a while after {@link #close}: cuts the connection if it is still there, whatever it has not taken yet. */
    default void cut() {}
}
