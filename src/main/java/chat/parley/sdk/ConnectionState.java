package chat.parley.sdk;

/** The state of the connection to the server. */
public enum ConnectionState {
    /** A connection is being opened, for the first time or again. */
    CONNECTING,
    /** The server has welcomed you. */
    OPEN,
    /** The connection is lost; the client connects again after a while. */
    WAITING,
    /** The connection has ended for good: you closed the client, or the server refused it. */
    CLOSED
}
