package chat.parley.websocket;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.function.Supplier;

/**
 * Creates the endpoint instances for the host, one per connection. Holds Parley's only static state, because
 * annotated endpoints have no other portable way to reach the application.
 */
public final class ChatConfigurator extends ServerEndpointConfig.Configurator {
    private static volatile Supplier<?> endpoints;

    /** Sets the source of endpoints for new connections. */
    static void set(Supplier<?> source) {
        endpoints = source;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpoint) throws InstantiationException {
        Supplier<?> source = endpoints;
        if (source == null) {
            throw new InstantiationException("Parley has not started; retry later");
        }
        return endpoint.cast(source.get());
    }
}
