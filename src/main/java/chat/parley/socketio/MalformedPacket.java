package chat.parley.socketio;

/** Something that is no packet, or not one that a client may send now. */
final class MalformedPacket extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPacket(String message) {
        super(message);
    }

    MalformedPacket(String message, Throwable cause) {
        super(message, cause);
    }
}
