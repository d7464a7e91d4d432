package chat.parley.embedded;

import chat.parley.Settings;
import chat.parley.host.Memory;
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
 * All TCP connections of the embedded host, seen from right behind the transport. Refuses what is no proper HTTP. Cuts those that hold a place without
 * using it, those that let too much pile up, such as Tyrus's answers to pings, and, when the server's memory is short,
 * those that hold most of it. Grizzly's idle timeout is no help: it cuts quiet WebSockets, but not slow senders.
 */
final class Connections extends BaseFilter implements AddOn {
    private static final long CHECK_MILLIS = 250;
    private static final int SPARE = 1_000;
    private static final int WORTH_CUTTING = 4 * 1024;
    private static final int FAIR_SHARE = 4;
    private static final byte[] BAD_REQUEST = String.join("\r\n", "HTTP/1.1 400 Bad Request", "Connection: close", "X-Content-Type-Options: nosniff",
            "Content-Type: text/plain;charset=UTF-8", "Content-Length: 17", "", "Malformed request").getBytes(StandardCharsets.US_ASCII);
    private static final System.Logger LOG = System.getLogger(Connections.class.getName());

    private final Map<Connection<?>, Visit> visits = new ConcurrentHashMap<>();
    private final ThreadLocal<Visit> current = new ThreadLocal<>();
    private final ScheduledExecutorService watch;
    /** Whether an extra look is on its way. */
    private final AtomicBoolean relieving = new AtomicBoolean();
    private final int most;
    private final Visit.Limits limits;
    private final Memory memory;
    private final Executor requests;

    /**
     * Lets in somewhat more connections than sessions, since pages and files need some, too.
     *
     * @param requests where requests go on that had to wait
     */
    Connections(Settings settings, Memory memory, Executor requests, ThreadFactory threads) {
        this.requests = requests;
        this.most = settings.limits().sessions() + SPARE;
        this.limits = new Visit.Limits(settings.requestTimeout(), settings.limits().sendTimeout(), settings.maxHeader() + settings.maxFrame());
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
            visits.values().forEach(Visit::check);
            if (memory.isShort()) {
                relieve();
            }
        } catch (Throwable e) { // the watch goes on
            LOG.log(Level.ERROR, "A look at the connections failed", e);
        }
    }

    /** Memory is short: cuts the connections that hold most of it, as long as connections hold a good part. */
    private void relieve() {
        record Weighed(Visit visit, long bytes) {}
        List<Weighed> heavy = visits.values().stream().map(visit -> new Weighed(visit, visit.weight()))
                .filter(weighed -> weighed.bytes() >= WORTH_CUTTING).sorted(Comparator.comparingLong(Weighed::bytes).reversed()).toList();
        long together = heavy.stream().mapToLong(Weighed::bytes).sum();
        int cut = 0;
        for (Weighed weighed : heavy) {
            if (!memory.isShort() || together < memory.most() / FAIR_SHARE) {
                break;
            }
            together -= weighed.bytes();
            weighed.visit().cut();
            cut++;
        }
        if (cut > 0) {
            LOG.log(Level.WARNING, "Memory is low: closed {0} connections that held unfinished requests or unread answers", cut);
        }
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) {
        Connection<?> connection = context.getConnection();
        if (visits.size() >= most) {
            connection.terminateSilently();
            return context.getStopAction();
        }
        visits.put(connection, new Visit(connection, limits, memory, requests));
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        Visit visit = visits.get(context.getConnection());
        boolean proper = visit == null || !(context.getMessage() instanceof Buffer read) || visit.reads(read.toByteBuffer());
        if (memory.isShort() && relieving.compareAndSet(false, true)) {
            watch.execute(this::check); // at the next look it may be too late
        }
        return proper ? context.getInvokeAction() : refuse(context);
    }

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
        Visit visit = visits.remove(context.getConnection());
        if (visit != null) {
            visit.ended();
        }
        return context.getInvokeAction();
    }

    /** From now on this thread serves a request of this connection. @return null if the connection has ended */
    Visit enter(Connection<?> connection) {
        Visit visit = visits.get(connection);
        current.set(visit);
        return visit;
    }

    /** The connection whose request this thread serves. */
    Visit current() {
        return current.get();
    }

    /** Learns from the server which connections have brought a whole request: they may wait for the next one. */
    HttpServerProbe requests() {
        return new HttpServerProbe.Adapter() {
            @Override
            public void onRequestReceiveEvent(HttpServerFilter filter, Connection connection, Request request) {
                with(connection, Visit::begun);
            }

            @Override
            public void onRequestSuspendEvent(HttpServerFilter filter, Connection connection, Request request) {
                if (request.getMethod() == Method.GET) {
                    with(connection, Visit::park); // it is whole, and for us to answer
                }
            }

            @Override
            public void onRequestCompleteEvent(HttpServerFilter filter, Connection connection, Response response) {
                with(connection, Visit::served);
            }
        };
    }

    private void with(Connection<?> connection, Consumer<Visit> event) {
        Visit visit = visits.get(connection);
        if (visit != null) {
            event.accept(visit);
        }
    }

    void stop() {
        watch.shutdownNow();
    }
}
