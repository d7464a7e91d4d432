package chat.parley.engineio;

import chat.parley.identity.AddressLimits;
import chat.parley.identity.Caller;
import chat.parley.io.Memory;
import chat.parley.lane.SpareThreads;
import chat.parley.metrics.Metrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The sessions of one Engine.IO path. Safe for many threads. Implements version 4 of the
 * <a href="https://socket.io/docs/v4/engine-io-protocol/">Engine.IO protocol</a>.
 */
public final class EngineServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EngineServer.class.getName());
    private static final Set<String> TRANSPORTS = Set.of(PollingTransport.NAME, WebSocketTransport.NAME);
    private static final int CLOSER_THREADS = 4;
    private static final int CHECKS_PER_PING = 12;
    private static final Duration MIN_CHECK_INTERVAL = Duration.ofMillis(20);
    private static final Duration MAX_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final EngineSettings settings;
    private final AddressLimits limits;
    private final Function<EngineSession, Receiver> receivers;
    private final BooleanSupplier hasCapacity;
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final SessionsPerAddress addresses;
    private final EngineTimer timer;
    private final EngineContext context;
    private final ThreadPoolExecutor closers;
    private volatile boolean closed;

    /**
     * @param receivers creates the receiver of a new session
     * @param hasCapacity whether the application can take another session; while it cannot, handshakes are refused
     *     with a status that makes clients retry with increasing delays
     * @param memory the server's budget, to which waiting packets count
     * @param limits rate limits per client address
     * @param threads creates the few threads needed, regardless of the number of sessions
     */
    public EngineServer(
            EngineSettings settings,
            Function<EngineSession, Receiver> receivers,
            BooleanSupplier hasCapacity,
            Memory memory,
            AddressLimits limits,
            ThreadFactory threads) {
        this.settings = settings;
        this.limits = limits;
        this.receivers = receivers;
        this.hasCapacity = hasCapacity;
        this.addresses = new SessionsPerAddress(settings.maxPerAddress());
        timer = new EngineTimer(threads);
        context = new EngineContext(
                settings,
                new SessionIds(settings.node()),
                memory,
                timer,
                new LatePolls(timer),
                this::forget,
                new EngineMeter());
        closers = new ThreadPoolExecutor(
                CLOSER_THREADS,
                CLOSER_THREADS,
                KEEP_ALIVE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new SpareThreads(threads),
                new ThreadPoolExecutor.DiscardPolicy());
        closers.allowCoreThreadTimeOut(true);
        long interval = Math.max(
                MIN_CHECK_INTERVAL.toMillis(),
                Math.min(MAX_CHECK_INTERVAL.toMillis(), settings.pingInterval().toMillis() / CHECKS_PER_PING));
        timer.every(Duration.ofMillis(interval), this::check);
    }

    /** For an application without a session limit of its own. */
    public EngineServer(
            EngineSettings settings,
            Function<EngineSession, Receiver> receivers,
            Memory memory,
            AddressLimits limits,
            ThreadFactory threads) {
        this(settings, receivers, () -> true, memory, limits, threads);
    }

    private void check() {
        try {
            sessions.values().forEach(EngineSession::check);
        } catch (Throwable e) { // an exception would cancel the timer
            LOG.log(Level.ERROR, "Session deadline check failed", e);
        }
    }

    /** Registers the numbers of this server. */
    public void measure(Metrics metrics) {
        context.meter()
                .measure(
                        metrics,
                        transport -> sessions.values().stream()
                                .filter(session -> session.transportName().equals(transport))
                                .count());
    }

    public EngineSettings settings() {
        return settings;
    }

    /** @throws chat.parley.event.Refusal if the address has exceeded its rate limit */
    void spend(String address, AddressLimits.Cost cost) {
        limits.spend(address, cost);
    }

    /**
     * Validates a request, and counts it if it should have gone to another server. Returns null if it is valid.
     *
     * @param upgrade whether it asks for a WebSocket
     */
    public EngineError errorOf(RequestParameters parameters, String method, boolean upgrade) {
        if (parameters.transport() == null || !TRANSPORTS.contains(parameters.transport())) {
            return EngineError.TRANSPORT_UNKNOWN;
        }
        boolean transportMatches = upgrade == parameters.transport().equals(WebSocketTransport.NAME);
        if (parameters.sid() != null) {
            EngineSession session = sessions.get(parameters.sid());
            if (session == null) {
                return context.latePolls().isExpected(parameters.sid()) && !upgrade ? null : unknown(parameters.sid());
            }
            Caller caller = parameters.caller();
            if (caller != null && !caller.isSameMember(session.handshake().caller())) {
                return EngineError.SESSION_UNKNOWN; // the client starts a new session
            }
            return transportMatches && (upgrade || session.transportName().equals(PollingTransport.NAME))
                    ? null
                    : EngineError.BAD_REQUEST;
        }
        if (!method.equals("GET")) {
            return EngineError.BAD_METHOD;
        }
        if (!transportMatches) {
            return EngineError.BAD_REQUEST;
        }
        if (!parameters.isSupportedVersion()) {
            return EngineError.UNSUPPORTED_VERSION;
        }
        return closed || sessions.size() >= settings.maxSessions() || !hasCapacity.getAsBoolean()
                ? EngineError.FULL
                : null;
    }

    private EngineError unknown(String sid) {
        if (!context.ids().isElsewhere(sid)) {
            return EngineError.SESSION_UNKNOWN;
        }
        context.meter().misrouted();
        return EngineError.WRONG_SERVER;
    }

    EngineSession session(String sid) {
        return sessions.get(sid);
    }

    /**
     * Opens a session by polling, for the client's first request. Returns null if the address is at its session
     * limit.
     *
     * @param upgrades whether a WebSocket at the same path reaches this server
     */
    EngineSession begin(RequestParameters parameters, boolean upgrades) {
        EngineSession session = new EngineSession(context, parameters);
        if (parameters.address() != null && !addresses.tryAdd(parameters.address(), session.id())) {
            return null;
        }
        sessions.put(session.id(), session);
        start(session, null, upgrades);
        return session;
    }

    /** Creates the receiver last, so that whatever it sends follows the handshake response. */
    private void start(EngineSession session, WebSocketTransport first, boolean upgrades) {
        session.start(first, openPacket(session, upgrades));
        try {
            session.receiveQueue().open(receivers.apply(session));
        } catch (Throwable e) { // ends this session only
            LOG.log(Level.ERROR, "Cannot create the receiver of a new session; closing it", e);
            session.abort("server error");
        }
    }

    /**
     * Accepts a WebSocket, for a new session or as an upgrade of an existing one. Returns null if the request is
     * invalid.
     */
    WebSocketTransport connect(jakarta.websocket.Session socket, RequestParameters parameters) {
        if (errorOf(parameters, "GET", true) != null) {
            return null; // some hosts map paths to the endpoint that the filter before it does not match
        }
        if (parameters.sid() == null) {
            EngineSession session = new EngineSession(context, parameters);
            WebSocketTransport webSocket =
                    new WebSocketTransport(socket, session, parameters.wantsText(), true, this::closeInBackground);
            sessions.put(session.id(), session);
            start(session, webSocket, false);
            return webSocket;
        }
        EngineSession session = sessions.get(parameters.sid());
        if (session == null) {
            return null;
        }
        WebSocketTransport webSocket =
                new WebSocketTransport(socket, session, parameters.wantsText(), false, this::closeInBackground);
        session.beginUpgrade(webSocket);
        return webSocket;
    }

    private Packet openPacket(EngineSession session, boolean upgradable) {
        String upgrades = upgradable ? "[\"" + WebSocketTransport.NAME + "\"]" : "[]";
        return Packet.typed(Packet.OPEN + "{\"sid\":\"" + session.id() + "\",\"upgrades\":" + upgrades
                + ",\"pingInterval\":" + settings.pingInterval().toMillis() + ",\"pingTimeout\":"
                + settings.pingTimeout().toMillis() + ",\"maxPayload\":" + settings.maxPayload() + "}");
    }

    private void forget(String sid) {
        sessions.remove(sid);
        addresses.remove(sid);
    }

    /** The polls of ended sessions. */
    LatePolls latePolls() {
        return context.latePolls();
    }

    void closeInBackground(Runnable close) {
        closers.execute(close);
    }

    /** Ends every session. Waits up to a second for closing handshakes. */
    @Override
    public void close() {
        closed = true;
        sessions.values().forEach(session -> session.abort("server shutting down"));
        timer.close();
        closers.shutdown();
        try {
            closers.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closers.shutdownNow();
    }
}
