package chat.parley.engineio;

import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.EnumSet;

/** Installs an Engine.IO server in a web application: a servlet and a WebSocket endpoint at the same path. */
public final class EngineDeployment {
    private EngineDeployment() {}

    /**
     * Call before the application has started.
     *
     * @throws DeploymentException if the container rejects the endpoint
     */
    public static void deploy(
            EngineServer engine,
            ServletContext application,
            ServerContainer sockets,
            RequestReader reader,
            ResponseWriter writer)
            throws DeploymentException {
        String pattern = engine.settings().path() + "*";
        ServletRegistration.Dynamic servlet =
                application.addServlet("polling " + pattern, new PollingServlet(engine, reader, writer));
        servlet.setAsyncSupported(true);
        servlet.addMapping(pattern);
        FilterRegistration.Dynamic guard = application.addFilter("upgrades " + pattern, new UpgradeGuard(engine));
        guard.setAsyncSupported(true);
        guard.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, pattern);
        sockets.addEndpoint(endpoint(engine));
    }

    /** The WebSocket endpoint alone, for hosts without servlets. */
    public static ServerEndpointConfig endpoint(EngineServer engine) {
        return ServerEndpointConfig.Builder.create(
                        EngineEndpoint.class, engine.settings().path())
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> endpoint) {
                        return endpoint.cast(new EngineEndpoint(engine));
                    }
                })
                .build();
    }
}
