package chat.parley.socketio;

/** Acknowledges an event, at most once. */
public interface AckCallback {
    /** For events that need no acknowledgement. */
    AckCallback NONE = new AckCallback() {
        @Override
        public Long id() {
            return null;
        }

        @Override
        public void send(Arguments arguments) {}
    };

    /** Id of the acknowledgement; null if the client expects none. */
    Long id();

    void send(Arguments arguments);

    default boolean isWanted() {
        return id() != null;
    }

    default void send(Object... values) {
        send(Arguments.of(values));
    }
}
