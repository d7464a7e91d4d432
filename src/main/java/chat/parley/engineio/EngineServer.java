package chat.parley.engineio;

import chat.parley.host.Memory;
import chat.parley.identity.AddressLimits;
import chat.parley.lane.SpareThreads;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The sessions of one Engine.IO path, by the protocol's version 4 (<a href="https://socket.io/docs/v4/engine-io-protocol/">Engine.IO protocol</a>). Safe for many threads.
 */
public final class EngineServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EngineServer.class.getName());
    private static final Set<String> TRANSPORTS = Set.of(Polling.NAME, SocketLink.NAME);
    private static final int HANGING_UP = 4;
    private static final int CHECKS_PER_PING = 12;
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration SELDOM = Duration.ofSeconds(1);
    private static final Duration LAST_POLL = Duration.ofSeconds(5);

    private final EngineSettings settings;
    private final Memory memory;
    private final AddressLimits limits;
    private final Function<EngineSession, Receiver> upper;
    private final BooleanSupplier takesMore;
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final Addresses addresses;
    private final Set<String> lastPolls = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor hangUps;
    private volatile boolean closed;

    /**
     * @param upper makes the receiver of a new session
     * @param takesMore whether the application can take another session; while it cannot, handshakes are refused in a
     *     way that makes clients try again, later each time
     * @param memory the server's budget, in which waiting packets count
     * @param limits how much each address may ask for
     * @param threads makes the few threads that are needed, whatever the number of sessions
     */
    public EngineServer(EngineSettings settings, Function<EngineSession, Receiver> upper, BooleanSupplier takesMore, Memory memory, AddressLimits limits, ThreadFactory threads) {
        this.settings = settings;
        this.limits = limits;
        this.memory = memory;
        this.upper = upper;
        this.takesMore = takesMore;
        this.addresses = new Addresses(settings.maxPerAddress());
        timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
        hangUps = new ThreadPoolExecutor(HANGING_UP, HANGING_UP, SELDOM.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new SpareThreads(threads), new ThreadPoolExecutor.DiscardPolicy());
        hangUps.allowCoreThreadTimeOut(true);
        long often = Math.max(OFTEN.toMillis(), Math.min(SELDOM.toMillis(), settings.pingInterval().toMillis() / CHECKS_PER_PING));
        timer.scheduleWithFixedDelay(this::check, often, often, TimeUnit.MILLISECONDS);
    }

    /** For an application without bounds of its own. */
    public EngineServer(EngineSettings settings, Function<EngineSession, Receiver> upper, Memory memory, AddressLimits limits, ThreadFactory threads) {
        this(settings, upper, () -> true, memory, limits, threads);
    }

    private void check() {
        try {
            sessions.values().forEach(EngineSession::check);
        } catch (Throwable e) { // the timer goes on
            LOG.log(Level.ERROR, "A look at the deadlines failed", e);
        }
    }

    public EngineSettings settings() {
        return settings;
    }

    /** @throws chat.parley.event.Refusal where the address has asked for too much */
    void spend(String address, AddressLimits.Cost cost) {
        limits.spend(address, cost);
    }

    Memory memory() {
        return memory;
    }

    /** What is wrong with a request; null if nothing is. @param upgrade whether it asks for a WebSocket */
    public Problem problemOf(Handshake handshake, String method, boolean upgrade) {
        if (handshake.transport() == null || !TRANSPORTS.contains(handshake.transport())) {
            return Problem.TRANSPORT_UNKNOWN;
        }
        boolean fits = upgrade == handshake.transport().equals(SocketLink.NAME);
        if (handshake.sid() != null) {
            EngineSession session = sessions.get(handshake.sid());
            if (session == null) {
                return lastPolls.contains(handshake.sid()) && !upgrade ? null : Problem.SESSION_UNKNOWN;
            }
            return fits && (upgrade || session.transportName().equals(Polling.NAME)) ? null : Problem.BAD_REQUEST;
        }
        if (!method.equals("GET")) {
            return Problem.BAD_METHOD;
        }
        if (!fits) {
            return Problem.BAD_REQUEST;
        }
        if (!handshake.isOfThisVersion()) {
            return Problem.UNSUPPORTED_VERSION;
        }
        return closed || sessions.size() >= settings.maxSessions() || !takesMore.getAsBoolean() ? Problem.FULL : null;
    }

    EngineSession session(String sid) {
        return sessions.get(sid);
    }

    /**
     * A new session by polling, whose first request this is. Null when its address has too many.
     *
     * @param upgrades whether a WebSocket at the same path reaches this server
     */
    EngineSession begin(Handshake handshake, boolean upgrades) {
        EngineSession session = new EngineSession(this, handshake);
        if (handshake.address() != null && !addresses.add(handshake.address(), session.id())) {
            return null;
        }
        sessions.put(session.id(), session);
        start(session, null, upgrades);
        return session;
    }

    /** The receiver is made last: what it sends at once comes after the handshake's answer. */
    private void start(EngineSession session, SocketLink first, boolean upgrades) {
        session.start(first, upgrades);
        try {
            session.inbox().open(upper.apply(session));
        } catch (Throwable e) { // the session's own end
            LOG.log(Level.ERROR, "A new session has no receiver", e);
            session.lost("server error");
        }
    }

    /** A WebSocket has come, for a session of its own or to take over one. Null where it is not to be served. */
    SocketLink connect(jakarta.websocket.Session socket, Handshake handshake) {
        if (problemOf(handshake, "GET", true) != null) {
            return null; // hosts may read a path in ways that the guard before them does not
        }
        if (handshake.sid() == null) {
            EngineSession session = new EngineSession(this, handshake);
            SocketLink link = new SocketLink(socket, session, handshake.wantsText(), true, this::hangUp);
            sessions.put(session.id(), session);
            start(session, link, false);
            return link;
        }
        EngineSession session = sessions.get(handshake.sid());
        if (session == null) {
            return null;
        }
        SocketLink link = new SocketLink(socket, session, handshake.wantsText(), false, this::hangUp);
        session.offer(link);
        return link;
    }

    Packet open(EngineSession session, boolean upgradable) {
        String upgrades = upgradable ? "[\"" + SocketLink.NAME + "\"]" : "[]";
        return Packet.typed(Packet.OPEN + "{\"sid\":\"" + session.id() + "\",\"upgrades\":" + upgrades + ",\"pingInterval\":" + settings.pingInterval().toMillis()
                + ",\"pingTimeout\":" + settings.pingTimeout().toMillis() + ",\"maxPayload\":" + settings.maxPayload() + "}");
    }

    void forget(EngineSession session) {
        sessions.remove(session.id());
        addresses.remove(session.id());
    }

    /** The client of a session that has ended will ask once more, since that request was on its way. */
    void expectLastPoll(String sid) {
        lastPolls.add(sid);
        later(LAST_POLL, () -> lastPolls.remove(sid));
    }

    /** Answers a request for a session that is no more. */
    void answerLate(String sid, Poll poll) {
        if (lastPolls.remove(sid)) {
            poll.answer(Packet.of(Packet.NOOP).text());
        } else {
            poll.refuse(Problem.SESSION_UNKNOWN);
        }
    }

    void later(Duration delay, Runnable task) {
        try {
            timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "At the end there is no later", e);
        }
    }

    void hangUp(Runnable goodbye) {
        hangUps.execute(goodbye);
    }

    /** Ends every session; waits a few seconds at most for the goodbyes. */
    @Override
    public void close() {
        closed = true;
        sessions.values().forEach(session -> session.lost("server shutting down"));
        timer.shutdownNow();
        hangUps.shutdown();
        try {
            hangUps.awaitTermination(SELDOM.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUps.shutdownNow();
    }
}
