package chat.parley.delivery;

/** How clients reach the chat, for monitoring. */
public enum DoorKind {
    /** Parley's own protocol. */
    WEBSOCKET,
    /** The Socket.IO namespace {@code /parley}. */
    SOCKETIO,
    /** The Socket.IO namespace {@code /}. */
    TUTORIAL
}
