package chat.parley.embedded;

import chat.parley.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
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

/**
 * All TCP connections of the embedded host, seen from right behind the transport: cuts those that hold a place without using it, and those that let more pile up than the chat's
 * own bounds allow, such as Tyrus's answers to pings. Grizzly's idle timeout would be no help: it cuts quiet WebSockets, and not those that come in drops.
 */
final class Connections extends BaseFilter implements AddOn {
    private static final long CHECK_MILLIS = 250;
    private static final int SPARE = 1_000;

    private final Map<Connection<?>, Visit> visits = new ConcurrentHashMap<>();
    private final ThreadLocal<Visit> current = new ThreadLocal<>();
    private final ScheduledExecutorService watch;
    private final int most;
    private final Duration requestTimeout;
    private final Duration sendTimeout;

    /** Lets in somewhat more connections than sessions, since pages and files need some, too. */
    Connections(Settings settings, ThreadFactory threads) {
        this.most = settings.limits().sessions() + SPARE;
        this.requestTimeout = settings.requestTimeout();
        this.sendTimeout = settings.limits().sendTimeout();
        this.watch = Executors.newSingleThreadScheduledExecutor(threads);
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        chain.add(chain.indexOfType(TransportFilter.class) + 1, this);
        watch.scheduleWithFixedDelay(() -> visits.values().forEach(Visit::check), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) {
        Connection<?> connection = context.getConnection();
        if (visits.size() >= most) {
            connection.terminateSilently();
            return context.getStopAction();
        }
        visits.put(connection, new Visit(connection, requestTimeout, sendTimeout));
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        current.set(visits.get(context.getConnection()));
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        visits.remove(context.getConnection());
        return context.getInvokeAction();
    }

    /** The connection that this thread is reading from. */
    Visit current() {
        return current.get();
    }

    /** Learns from the server which connections have brought a whole request: they may wait for the next one. */
    HttpServerProbe requests() {
        return new HttpServerProbe.Adapter() {
            @Override
            public void onRequestReceiveEvent(HttpServerFilter filter, Connection connection, Request request) {
                served(connection);
            }

            @Override
            public void onRequestSuspendEvent(HttpServerFilter filter, Connection connection, Request request) {
                Visit visit = visits.get(connection);
                if (visit != null && request.getMethod() == Method.GET) {
                    visit.park(); // it is whole, and for us to answer
                }
            }

            @Override
            public void onRequestCompleteEvent(HttpServerFilter filter, Connection connection, Response response) {
                served(connection);
            }
        };
    }

    private void served(Connection<?> connection) {
        Visit visit = visits.get(connection);
        if (visit != null) {
            visit.served();
        }
    }

    void stop() {
        watch.shutdownNow();
    }
}
