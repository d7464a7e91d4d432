package chat.parley.websocket;

import chat.parley.room.Chat;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Brings the running chat to the endpoint instances that the host makes, one for each connection. It holds Parley's one static: an annotated endpoint has no other way to
 * what the application composed, on any of the hosts.
 */
public final class ChatConfigurator extends ServerEndpointConfig.Configurator {
    private record Running(Chat chat, int maxFrame) {}

    private static volatile Running running;

    /**
     * From now on connections go to this chat. It stays so after the chat has ended: a handshake that was under way then must
     * hear from the chat that the server stops, not from the host that something is wrong (1011).
     *
     * @param maxFrame most bytes in one text frame
     */
    public static void open(Chat chat, int maxFrame) {
        running = new Running(chat, maxFrame);
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpoint) throws InstantiationException {
        Running now = running;
        if (now == null) {
            throw new InstantiationException("Parley is not running");
        }
        return endpoint.cast(new ChatEndpoint(now.chat(), now.maxFrame()));
    }
}
