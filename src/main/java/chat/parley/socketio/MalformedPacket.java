package chat.parley.socketio;

/** Thrown if a client's packet is invalid, or not allowed in the current state. */
final class MalformedPacket extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPacket(String message) {
        super(message);
    }

    MalformedPacket(String message, Throwable cause) {
        super(message, cause);
    }
}
