package chat.parley.socketio;

/** The way to acknowledge an event: once, or not at all. */
public interface Answer {
    /** For events whose sender does not wait. */
    Answer NONE = new Answer() {
        @Override
        public Long id() {
            return null;
        }

        @Override
        public void send(Arguments arguments) {}
    };

    /** What the client knows it by; null where it does not wait. */
    Long id();

    void send(Arguments arguments);

    default boolean isWanted() {
        return id() != null;
    }

    default void send(Object... values) {
        send(Arguments.of(values));
    }
}
