package chat.parley.socketio;

/** Handles an event. Called by one thread at a time per connection. */
@FunctionalInterface
public interface EventHandler {
    void handle(Arguments arguments, AckCallback ack);
}
