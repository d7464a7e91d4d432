package chat.parley.embedded;

import chat.parley.engineio.EngineServer;
import chat.parley.engineio.Handshake;
import chat.parley.engineio.Problem;
import chat.parley.host.FrameChannels;
import chat.parley.identity.Origins;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.Writer;

/** Tyrus as the container of our endpoints, and as the engine that Grizzly hands upgrades to; foreign pages are turned away before. */
final class TyrusDoor extends TyrusServerContainer implements WebSocketEngine {
    private static final int FORBIDDEN = 403;
    /** A frame up to this many times the limit is read whole, so that it can be refused by its proper name; beyond, Tyrus ends the connection with 1011. */
    private static final int READ_FACTOR = 4;
    private static final UpgradeInfo REFUSED = new UpgradeInfo() {
        @Override
        public UpgradeStatus getStatus() {
            return UpgradeStatus.HANDSHAKE_FAILED;
        }

        @Override
        public Connection createConnection(Writer writer, Connection.CloseListener closeListener) {
            return null;
        }
    };

    private final String context;
    private final Origins origins;
    private final Connections connections;
    private final List<EngineServer> engines;
    private final TyrusWebSocketEngine engine;

    TyrusDoor(String context, Origins origins, int maxFrame, Connections connections, List<EngineServer> engines, Class<?>... endpoints) {
        super(Set.of(endpoints));
        this.context = context;
        this.origins = origins;
        this.connections = connections;
        this.engines = engines;
        this.engine = TyrusWebSocketEngine.builder(this).incomingBufferSize(READ_FACTOR * maxFrame).build();
    }

    @Override
    public void register(Class<?> endpoint) throws DeploymentException {
        engine.register(endpoint, context);
    }

    @Override
    public void register(ServerEndpointConfig config) throws DeploymentException {
        engine.register(config, context);
    }

    @Override
    public void register(Class<?> endpoint, String contextPath) throws DeploymentException {
        engine.register(endpoint, contextPath);
    }

    @Override
    public void register(ServerEndpointConfig config, String contextPath) throws DeploymentException {
        engine.register(config, contextPath);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of();
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
        return this;
    }

    @Override
    public UpgradeInfo upgrade(UpgradeRequest request, UpgradeResponse response) {
        boolean admitted = origins.admit(request.getHeader("Origin"), request.getHeader("Host"), request.isSecure(), request.getHeader("Cookie") != null);
        if (!admitted) {
            response.setStatus(FORBIDDEN);
            return REFUSED;
        }
        for (EngineServer engine : engines) {
            boolean meant = request.getRequestUri().startsWith(context + engine.settings().path());
            Problem problem = meant ? engine.problemOf(Handshake.of(request.getQueryString()), "GET", true) : null;
            if (problem != null) {
                response.setStatus(problem.status());
                return REFUSED;
            }
        }
        return watched(engine.upgrade(request, response), connections.current());
    }

    private static UpgradeInfo watched(UpgradeInfo info, Visit visit) {
        return new UpgradeInfo() {
            @Override
            public UpgradeStatus getStatus() {
                return info.getStatus();
            }

            @Override
            public Connection createConnection(Writer writer, Connection.CloseListener closeListener) {
                FrameChannels.open(visit.frames());
                try {
                    return info.createConnection(visit.upgrade(writer), closeListener);
                } finally {
                    FrameChannels.open(null);
                }
            }
        };
    }
}
