package chat.parley.embedded;

import chat.parley.Settings;
import chat.parley.io.Memory;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
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
import org.glassfish.grizzly.memory.Buffers;

/**
 * Guards all TCP connections of the embedded server, in the filter right after the transport. Rejects malformed HTTP.
 * Cuts connections that stay idle, that leave too much unread (such as Tyrus's pongs), and, when memory is low, those
 * that hold most of it. Grizzly's idle timeout cannot do this: it cuts quiet WebSockets, but not slow senders.
 */
final class ConnectionFilter extends BaseFilter implements AddOn {
    private static final long CHECK_MILLIS = 250;
    private static final int PAGE_CONNECTIONS = 1_000;
    private static final int MIN_WEIGHT = 4 * 1024;
    private static final int CONNECTIONS_PART = 4;
    private static final byte[] BAD_REQUEST = String.join(
                    "\r\n",
                    "HTTP/1.1 400 Bad Request",
                    "Connection: close",
                    "X-Content-Type-Options: nosniff",
                    "Content-Type: text/plain;charset=UTF-8",
                    "Content-Length: 17",
                    "",
                    "Malformed request")
            .getBytes(StandardCharsets.US_ASCII);
    private static final System.Logger LOG = System.getLogger(ConnectionFilter.class.getName());

    private final Map<Connection<?>, TcpConnection> connections = new ConcurrentHashMap<>();
    private final ThreadLocal<TcpConnection> current = new ThreadLocal<>();
    private final ScheduledExecutorService watch;
    /** Whether an extra check is scheduled. */
    private final AtomicBoolean relieving = new AtomicBoolean();

    private final int maxConnections;
    private final TcpConnection.ConnectionLimits limits;
    private final Memory memory;
    private final Executor requests;

    /**
     * Accepts somewhat more connections than sessions, because pages and files need some, too.
     *
     * @param requests executes suspended requests when they resume
     */
    ConnectionFilter(Settings settings, Memory memory, Executor requests, ThreadFactory threads) {
        this.requests = requests;
        this.maxConnections = settings.limits().sessions() + PAGE_CONNECTIONS;
        this.limits = new TcpConnection.ConnectionLimits(
                settings.requestTimeout(), settings.limits().sendTimeout(), settings.maxHeader() + settings.maxFrame());
        this.memory = memory;
        this.watch = Executors.newSingleThreadScheduledExecutor(threads);
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        chain.add(chain.indexOfType(TransportFilter.class) + 1, this);
        watch.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void check() {
        relieving.set(false);
        try {
            connections.values().forEach(TcpConnection::check);
            if (memory.isShort()) {
                relieve();
            }
        } catch (Throwable e) { // an exception would cancel the schedule
            LOG.log(Level.ERROR, "Connection check failed", e);
        }
    }

    /** Cuts the heaviest connections while memory is low and connections hold a good part of it. */
    private void relieve() {
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
    public NextAction handleAccept(FilterChainContext context) {
        Connection<?> connection = context.getConnection();
        if (connections.size() >= maxConnections) {
            connection.terminateSilently();
            return context.getStopAction();
        }
        connections.put(connection, new TcpConnection(connection, limits, memory, requests));
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        TcpConnection tcp = connections.get(context.getConnection());
        boolean wellFormed =
                tcp == null || !(context.getMessage() instanceof Buffer read) || tcp.receive(read.toByteBuffer());
        if (memory.isShort() && relieving.compareAndSet(false, true)) {
            watch.execute(this::check); // the next scheduled check may be too late
        }
        return wellFormed ? context.getInvokeAction() : refuse(context);
    }

    @SuppressWarnings("rawtypes") // Grizzly's
    private static NextAction refuse(FilterChainContext context) {
        Connection<?> connection = context.getConnection();
        context.write(null, Buffers.wrap(context.getMemoryManager(), BAD_REQUEST), new EmptyCompletionHandler<>() {
            @Override
            public void completed(WriteResult result) {
                connection.closeSilently();
            }

            @Override
            public void failed(Throwable failure) {
                connection.closeSilently();
            }
        });
        return context.getStopAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        TcpConnection tcp = connections.remove(context.getConnection());
        if (tcp != null) {
            tcp.closed();
        }
        return context.getInvokeAction();
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
