package chat.parley.embedded;

import chat.parley.Settings;
import chat.parley.io.Memory;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpServerProbe;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;

/**
 * Guards all TCP connections of the embedded server, in the filter right after the transport or TLS. Rejects malformed HTTP.
 * Cuts connections that stay idle, that leave too much unread (such as Tyrus's pongs), and, when memory is low, those
 * that hold most of it. Grizzly's idle timeout cannot do this: it cuts quiet WebSockets, but not slow senders.
 */
final class ConnectionFilter extends BaseFilter implements AddOn {
    private static final long CHECK_MILLIS = 1_000;
    private static final long HELD_CHECK_MILLIS = 250;
    private static final int PAGE_CONNECTIONS = 1_000;
    private static final int MIN_WEIGHT = 4 * 1024;
    private static final int CONNECTIONS_PART = 4;
    private static final long CERTIFICATE_MILLIS = 1_000;
    private static final System.Logger LOG = System.getLogger(ConnectionFilter.class.getName());

    private final Map<Connection<?>, TcpConnection> connections = new ConcurrentHashMap<>();
    /** Those whose requests wait until the client reads. */
    private final Set<TcpConnection> held = ConcurrentHashMap.newKeySet();

    private final ThreadLocal<TcpConnection> current = new ThreadLocal<>();
    private final ScheduledExecutorService watch;

    private final int maxConnections;
    private final TcpConnection.ConnectionLimits limits;
    private final Memory memory;
    private final Executor requests;
    private final Executor handshakes;
    private final ServerCertificate certificate;

    /**
     * Accepts somewhat more connections than sessions, because pages and files need some, too.
     *
     * @param certificate null without TLS
     * @param requests executes suspended requests when they resume
     * @param handshakes computes signatures and keys of TLS handshakes
     */
    ConnectionFilter(
            Settings settings,
            ServerCertificate certificate,
            Memory memory,
            Executor requests,
            Executor handshakes,
            ThreadFactory threads) {
        this.certificate = certificate;
        this.requests = requests;
        this.handshakes = handshakes;
        this.maxConnections = settings.limits().sessions() + PAGE_CONNECTIONS;
        this.limits = new TcpConnection.ConnectionLimits(
                settings.requestTimeout(), settings.limits().sendTimeout(), settings.maxHeader() + settings.maxFrame());
        this.memory = memory;
        this.watch = Executors.newSingleThreadScheduledExecutor(threads);
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        guard(chain);
        // It would keep each WebSocket forever: a WebSocket's own chain of filters does not tell it of the close.
        chain.remove(chain.indexOfType(IdleTimeoutFilter.class));
        watch.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(
                () -> held.removeIf(TcpConnection::resumes),
                HELD_CHECK_MILLIS,
                HELD_CHECK_MILLIS,
                TimeUnit.MILLISECONDS);
        if (isSecure()) {
            watch.scheduleWithFixedDelay(
                    () -> certificate.follow(requests), CERTIFICATE_MILLIS, CERTIFICATE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Adds this filter, and the one for TLS if there is a certificate, right after the transport's. */
    void guard(FilterChainBuilder chain) {
        int next = chain.indexOfType(TransportFilter.class) + 1;
        chain.add(next, this);
        if (isSecure()) {
            chain.add(next, new TlsFilter(connections::get, this::bound, handshakes));
        }
    }

    /** Whether all connections use TLS. */
    boolean isSecure() {
        return certificate != null;
    }

    private void check() {
        try {
            connections.values().forEach(TcpConnection::check);
            relieve();
        } catch (Throwable e) { // an exception would cancel the schedule
            LOG.log(Level.ERROR, "Connection check failed", e);
        }
    }

    /** Cuts the heaviest connections while memory is low and connections hold a good part of it. */
    private synchronized void relieve() {
        if (!memory.isShort()) {
            return;
        }
        record Weighed(TcpConnection connection, long bytes) {}
        List<Weighed> heavy = connections.values().stream()
                .map(tcp -> new Weighed(tcp, tcp.weight()))
                .filter(weighed -> weighed.bytes() >= MIN_WEIGHT)
                .sorted(Comparator.comparingLong(Weighed::bytes).reversed())
                .toList();
        long total = heavy.stream().mapToLong(Weighed::bytes).sum();
        int cut = 0;
        for (Weighed weighed : heavy) {
            if (!memory.isShort() || total < memory.most() / CONNECTIONS_PART) {
                break;
            }
            total -= weighed.bytes();
            weighed.connection().cut();
            cut++;
        }
        if (cut > 0) {
            LOG.log(Level.WARNING, "Low memory; closed {0} connections with incomplete requests or unread data", cut);
        }
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) throws SSLException {
        Connection<?> connection = context.getConnection();
        if (connections.size() >= maxConnections) {
            connection.terminateSilently();
            return context.getStopAction();
        }
        TlsStream tls = isSecure() ? new TlsStream(certificate.engine(), (NIOConnection) connection) : null;
        connections.put(connection, new TcpConnection(connection, tls, limits, memory, requests));
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        TcpConnection tcp = connections.get(context.getConnection());
        Buffer read = context.getMessage();
        if (tcp == null || tcp.discards(read.remaining())) {
            return context.getStopAction();
        }
        boolean wellFormed = tcp.receive(read.toByteBuffer());
        bound(tcp);
        return wellFormed ? context.getInvokeAction() : BadRequest.send("Malformed request", context, tcp);
    }

    /** Called after each read of a connection. */
    private void bound(TcpConnection tcp) {
        if (memory.isShort() && tcp.weight() >= MIN_WEIGHT) {
            relieve(); // at once, on this thread, which must not read on faster than memory is freed
        }
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        TcpConnection tcp = connections.remove(context.getConnection());
        if (tcp != null) {
            tcp.closed();
        }
        return context.getInvokeAction();
    }

    /** Holds a request until the client has read its responses or has disconnected. */
    void hold(TcpConnection connection, Runnable resume) {
        connection.hold(resume);
        if (!connection.resumes()) {
            held.add(connection);
        }
    }

    /** Makes {@code connection} the current one of this thread. @return null if it has closed */
    TcpConnection enter(Connection<?> connection) {
        TcpConnection tcp = connections.get(connection);
        current.set(tcp);
        return tcp;
    }

    /** The connection whose request this thread is serving. */
    TcpConnection current() {
        return current.get();
    }

    /** Tracks the requests of each connection; the request timeout depends on their state. */
    @SuppressWarnings("rawtypes") // Grizzly's
    HttpServerProbe requests() {
        return new HttpServerProbe.Adapter() {
            @Override
            public void onRequestReceiveEvent(HttpServerFilter filter, Connection connection, Request request) {
                update(connection, TcpConnection::requestStarted);
            }

            @Override
            public void onRequestSuspendEvent(HttpServerFilter filter, Connection connection, Request request) {
                if (request.getMethod() == Method.GET) {
                    // the request is complete; waiting for the server is not idling
                    update(connection, TcpConnection::park);
                }
            }

            @Override
            public void onRequestCompleteEvent(HttpServerFilter filter, Connection connection, Response response) {
                update(connection, TcpConnection::requestCompleted);
            }
        };
    }

    private void update(Connection<?> connection, Consumer<TcpConnection> event) {
        TcpConnection tcp = connections.get(connection);
        if (tcp != null) {
            event.accept(tcp);
        }
    }

    void stop() {
        watch.shutdownNow();
    }
}
