package chat.parley.embedded;

import chat.parley.Settings;
import chat.parley.engineio.EngineError;
import chat.parley.engineio.EngineServer;
import chat.parley.engineio.RequestParameters;
import chat.parley.event.Refusal;
import chat.parley.http.RequestMeter;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.AmbientCredentials;
import chat.parley.identity.Caller;
import chat.parley.identity.RateLimit;
import chat.parley.identity.RequestAuthenticator;
import chat.parley.io.FrameChannels;
import chat.parley.lane.Turns;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glassfish.tyrus.core.RequestContext;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.Writer;

/** Runs the WebSocket endpoints in Tyrus and handles Grizzly's upgrades. Checks origin and limits first. */
final class TyrusContainer extends TyrusServerContainer implements WebSocketEngine {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Size limit of Tyrus's buffer; FrameGuard enforces the real one. */
    private static final int UNBOUNDED = 1 << 30;

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
    private final Settings settings;
    private final ConnectionFilter connections;
    private final FrameFilter frames;
    private final AddressLimits limits;
    private final RequestAuthenticator authenticator;
    private final RequestMeter requests;
    private final List<EngineServer> engines;
    private final TyrusWebSocketEngine engine;

    TyrusContainer(
            Settings settings,
            ConnectionFilter connections,
            AddressLimits limits,
            RequestAuthenticator authenticator,
            RequestMeter requests,
            List<EngineServer> engines,
            Class<?>... endpoints) {
        super(Set.of(endpoints));
        this.context = settings.context();
        this.settings = settings;
        this.connections = connections;
        this.frames = new FrameFilter(connections);
        this.limits = limits;
        this.authenticator = authenticator;
        this.requests = requests;
        this.engines = engines;
        this.engine =
                TyrusWebSocketEngine.builder(this).incomingBufferSize(UNBOUNDED).build();
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
        UpgradeInfo info = answer(request, response);
        if (info.getStatus() != WebSocketEngine.UpgradeStatus.NOT_APPLICABLE) { // else pages or servlets answer
            requests.count(pathOf(request), info == REFUSED ? response.getStatus() : SWITCHING_PROTOCOLS);
        }
        return info;
    }

    private String pathOf(UpgradeRequest request) {
        String path = request.getRequestUri();
        return path.startsWith(context) ? path.substring(context.length()) : path;
    }

    private UpgradeInfo answer(UpgradeRequest request, UpgradeResponse response) {
        if (!settings.origins()
                .admits(
                        request.getHeader("Origin"),
                        request.getHeader("Sec-Fetch-Site"),
                        request.getHeader("Host"),
                        request.isSecure())) {
            response.setStatus(FORBIDDEN);
            return REFUSED;
        }
        String address = ((RequestContext) request).getRemoteAddr();
        try {
            limits.spend(Caller.network(address), AddressLimits.Cost.CONNECTION);
        } catch (Refusal refusal) {
            response.setStatus(TOO_MANY_REQUESTS);
            response.getHeaders().put("Retry-After", List.of(Long.toString(refusal.retryAfterSeconds())));
            return REFUSED;
        }
        Caller caller;
        try {
            List<String> cookies = request.getHeaders().getOrDefault("Cookie", List.of());
            caller = new Caller(
                    address, authenticator.authenticate(new AmbientCredentials(cookies, request.isSecure(), context)));
        } catch (Refusal refusal) {
            response.setStatus(FORBIDDEN);
            return REFUSED;
        }
        for (EngineServer engine : engines) {
            boolean matches = request.getRequestUri()
                    .startsWith(context + engine.settings().path());
            EngineError error = matches
                    ? engine.errorOf(RequestParameters.of(request.getQueryString(), caller), "GET", true)
                    : null;
            if (error != null) {
                response.setStatus(error.status());
                return REFUSED;
            }
        }
        UpgradeRequest identified = RequestContext.Builder.create((RequestContext) request)
                .userPrincipal(caller)
                .build();
        return watched(engine.upgrade(identified, response), connections.current());
    }

    private UpgradeInfo watched(UpgradeInfo info, TcpConnection tcp) {
        return new UpgradeInfo() {
            @Override
            public UpgradeStatus getStatus() {
                return info.getStatus();
            }

            @Override
            public Connection createConnection(Writer writer, Connection.CloseListener closeListener) {
                Turns turns = new Turns();
                FrameChannels.open(tcp.frames(turns));
                try {
                    Connection guarded = guarded(info.createConnection(tcp.upgrade(writer), closeListener), tcp);
                    frames.take(tcp.connection(), guarded, turns);
                    return guarded;
                } finally {
                    FrameChannels.open(null);
                }
            }
        };
    }

    private Connection guarded(Connection connection, TcpConnection tcp) {
        RateLimit controls =
                new RateLimit(settings.limits().rate(), settings.limits().burst(), System.nanoTime());
        ReadHandler guard = new FrameGuard(
                connection.getReadHandler(), settings.maxFrame(), controls, tcp::unfinished, connection::close);
        return new Connection() {
            @Override
            public ReadHandler getReadHandler() {
                return guard;
            }

            @Override
            public Writer getWriter() {
                return connection.getWriter();
            }

            @Override
            public CloseListener getCloseListener() {
                return connection.getCloseListener();
            }

            @Override
            public void close(CloseReason reason) {
                connection.close(reason);
            }
        };
    }
}
