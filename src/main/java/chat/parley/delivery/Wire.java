package chat.parley.delivery;

import chat.parley.identity.Authentication;
import java.util.function.Consumer;

/**
 * The outgoing side of one connection. The session calls it from one thread at a time and has at most one {@link #send}
 * in progress, so an implementation needs no queue and no lock.
 */
public interface Wire {

    /**
     * Sends the batch asynchronously.
     *
     * @param done called once, on any thread and possibly before this method returns: with null when the host has taken
     *     the batch (the client may not have it yet), or with the failure
     */
    void send(Batch batch, Consumer<Throwable> done);

    /** Whether {@link #send} may block in the host after all. If so, it is called on a worker thread. */
    default boolean mayHang() {
        return false;
    }

    /**
     * Sends a ping below the level of the protocol. Not called during a send. Failures are ignored; the session times
     * out.
     */
    void ping();

    /** Whether the door runs its own heartbeat and closes silent sessions. If so, the session sends no pings. */
    default boolean hasOwnHeartbeat() {
        return false;
    }

    /**
     * Whether the member is a new one for each connection, despite its key. If so, its room membership is not stored.
     */
    default boolean hasTransientMember() {
        return false;
    }

    /** Whether the session is hidden from others until a {@link chat.parley.event.Command.Appear}. */
    default boolean isHidden() {
        return false;
    }

    /** How the client reaches the chat, for the operator. */
    default DoorKind door() {
        return DoorKind.WEBSOCKET;
    }

    /**
     * The client's network, to which quotas and rate limits apply; null if unknown. See
     * {@link chat.parley.identity.Caller#network()}.
     */
    default String address() {
        return null;
    }

    /**
     * Who the client has proved to be before its hello: by the request that opened the connection, or by the token of a
     * Socket.IO connect. Null if it has proved nothing.
     */
    default Authentication authentication() {
        return null;
    }

    /** Closes the connection with a close frame. May block; may be called during a stuck send. */
    void close(Close close);

    /** Drops the connection if it is still open, with unsent data. Called some time after {@link #close}. */
    default void cut() {}
}
