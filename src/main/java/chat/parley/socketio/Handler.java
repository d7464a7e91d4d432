package chat.parley.socketio;

/** What is to happen when an event comes. Called by one thread at a time for each connection. */
@FunctionalInterface
public interface Handler {
    void handle(Arguments arguments, Answer answer);
}
