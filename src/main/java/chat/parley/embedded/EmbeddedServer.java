package chat.parley.embedded;

import chat.parley.Parley;
import chat.parley.Settings;
import chat.parley.engineio.EngineDoor;
import chat.parley.engineio.EngineServer;
import chat.parley.host.Input;
import chat.parley.host.Output;
import chat.parley.http.PageHeaders;
import chat.parley.http.RoomsApi;
import chat.parley.room.Chat;
import chat.parley.websocket.ChatEndpoint;
import jakarta.servlet.DispatcherType;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.grizzly.http.CompressionConfig;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.servlet.FilterRegistration;
import org.glassfish.grizzly.servlet.ServletRegistration;
import org.glassfish.grizzly.servlet.WebappContext;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;

/** Pages and WebSocket on one port of one address. */
final class EmbeddedServer {
    private static final int FOREVER = -1;
    private static final int UNBOUNDED = -1;
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
    private static final int COMPRESS_FROM = 1_024;
    private static final int LEAST_THREADS = 2;
    private static final long SHUTDOWN_SECONDS = 2;
    /** Where the pages are while somebody works on them; unset, they come from the class path. */
    private static final String WEBAPP = "parley.webapp";

    /** Does not wait: what the client does not take is queued, and watched. */
    private static final Output QUEUED = (async, body) -> {
        async.getResponse().setBufferSize(body.length + 1); // as for pages: in parts it would go out without its type to some
        async.getResponse().getOutputStream().write(body);
        async.complete();
    };

    private final Settings settings;
    private final Chat chat;
    private final List<EngineServer> engines;
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    /** Serves pages, and requests that had to wait. Each connection has one at a time here, so their number is a bound. */
    private final ExecutorService threads;
    private final Connections connections;
    private final TyrusDoor door;

    /** @param engines Engine.IO servers, each at its path */
    EmbeddedServer(Settings settings, Chat chat, List<EngineServer> engines) {
        this.chat = chat;
        this.engines = engines;
        int number = Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors());
        this.threads = new ThreadPoolExecutor(number, number, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Parley.plainThreads(),
                new ThreadPoolExecutor.DiscardPolicy()); // what still comes when the server has ended
        this.connections = new Connections(settings, chat.memory(), threads, Parley.plainThreads());
        this.settings = settings;
        this.listener = new NetworkListener("http", settings.host(), settings.port());
        this.door = new TyrusDoor(settings, connections, chat.addressLimits(), engines, ChatEndpoint.class);
    }

    /** @throws IOException if it cannot listen; then nothing of it runs */
    void start() throws IOException {
        boolean started = false;
        try {
            open();
            started = true;
        } finally {
            if (!started) {
                stop();
            }
        }
    }

    private void open() throws IOException {
        listener.getKeepAlive().setMaxRequestsCount(-1); // a client that polls makes many
        listener.getKeepAlive().setIdleTimeoutInSeconds(FOREVER); // else idle WebSockets are cut after half a minute
        listener.setMaxPendingBytes(UNBOUNDED); // nobody is to wait for a client; connections that take too little are cut
        listener.getTransport().setIOStrategy(SameThreadIOStrategy.getInstance()); // frames are read where they arrive, since nothing there waits; pages have threads of their own
        listener.setMaxHttpHeaderSize(settings.maxHeader());
        listener.registerAddOn(connections);
        listener.registerAddOn(new FrontDoor(settings.hostNames().listeningOn(settings.host()), connections));
        listener.registerAddOn(new WebSocketAddOn(door, settings.context()));
        http.addListener(listener);
        String webapp = System.getProperty(WEBAPP);
        Pages pages = new Pages(settings.context(), webapp == null ? null : Path.of(webapp), threads);
        HttpHandlerRegistration beside = HttpHandlerRegistration.builder().contextPath(settings.context()).urlPattern("/*").build();
        http.getServerConfiguration().addHttpHandler(pages, HttpHandlerRegistration.ROOT, beside); // the servlets' context would have that path to itself
        http.getServerConfiguration().getMonitoringConfig().getWebServerConfig().addProbes(connections.requests());
        WebappContext servlets = servlets();
        try {
            for (EngineServer engine : engines) {
                EngineDoor.deploy(engine, servlets, door, Input.ASKING, QUEUED);
            }
        } catch (DeploymentException e) {
            throw new IOException("the Socket.IO endpoint cannot be deployed: " + e.getMessage(), e);
        }
        servlets.deploy(http);
        // A room's name may have a slash; and elsewhere it leads nowhere, which is no fault of the server.
        http.getServerConfiguration().getHttpHandlersWithMapping().keySet().forEach(handler -> handler.setAllowEncodedSlash(true));
        http.getHttpHandler().setAllowEncodedSlash(true);
        http.getServerConfiguration().setDefaultErrorPageGenerator((request, status, reason, description, failure) -> status + " " + reason);
        http.getServerConfiguration().setPassTraceRequest(true); // else Grizzly answers it, with methods that are not ours
        compress(listener.getCompressionConfig());
        try {
            door.start(settings.context(), settings.port());
        } catch (DeploymentException e) {
            throw new IOException("the endpoint cannot be deployed: " + e.getMessage(), e);
        }
        door.doneDeployment();
        SocketChannel.open().close(); // the JDK loads what closes sockets only now, and could not when descriptors have run out
        http.start();
    }

    /** The servlets that a container finds by their annotations. */
    private WebappContext servlets() {
        WebappContext servlets = new WebappContext("parley", settings.context()) {
            @Override
            public String getServerInfo() {
                return ""; // Grizzly puts it into the header Server
            }
        };
        servlets.setAttribute(RoomsApi.CHAT, chat);
        servlets.setAttribute(RoomsApi.MOST_BYTES, settings.maxFrame());
        servlets.setAttribute(RoomsApi.ORIGINS, settings.origins());
        ServletRegistration api = servlets.addServlet("api", new RoomsApi(Input.ASKING, QUEUED));
        api.addMapping("/api/*");
        api.setAsyncSupported(true);
        FilterRegistration headers = servlets.addFilter("headers", new PageHeaders());
        headers.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), "/api/*");
        headers.setAsyncSupported(true);
        return servlets;
    }

    private static void compress(CompressionConfig compression) {
        compression.setCompressionMode(CompressionConfig.CompressionMode.ON);
        compression.setCompressionMinSize(COMPRESS_FROM);
        compression.setCompressibleMimeTypes("application/json"); // pages are compressed once, by themselves
    }

    String url() {
        String host = EVERYWHERE.contains(settings.host()) ? "localhost" : settings.host();
        host = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + host + ":" + listener.getPort() + settings.context() + "/";
    }

    void stop() {
        try {
            http.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS).get(SHUTDOWN_SECONDS + 1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            http.shutdownNow();
        }
        connections.stop();
        door.stop();
        threads.shutdownNow();
    }
}
