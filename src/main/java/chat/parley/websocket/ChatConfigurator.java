package chat.parley.websocket;

import chat.parley.room.Chat;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Passes the running chat to the endpoint instances that the host creates, one per connection. Holds Parley's only
 * static state, because annotated endpoints have no other portable way to reach the application.
 */
public final class ChatConfigurator extends ServerEndpointConfig.Configurator {
    private record Running(Chat chat, int maxFrame) {}

    private static volatile Running running;

    /**
     * Sets the chat for new connections. It stays set after the chat has stopped, so that a pending handshake gets
     * the close code of a stopping server and not the host's 1011.
     *
     * @param maxFrame maximum bytes in one text frame
     */
    public static void open(Chat chat, int maxFrame) {
        running = new Running(chat, maxFrame);
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpoint) throws InstantiationException {
        Running now = running;
        if (now == null) {
            throw new InstantiationException("Parley has not started; retry later");
        }
        return endpoint.cast(new ChatEndpoint(now.chat(), now.maxFrame()));
    }
}
