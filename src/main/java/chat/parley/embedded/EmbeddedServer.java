package chat.parley.embedded;

import chat.parley.Parley;
import chat.parley.Settings;
import chat.parley.account.Accounts;
import chat.parley.engineio.EngineDeployment;
import chat.parley.engineio.EngineServer;
import chat.parley.http.AccountServlet;
import chat.parley.http.AccountsApi;
import chat.parley.http.CallerFilter;
import chat.parley.http.ConnectionsApi;
import chat.parley.http.Monitoring;
import chat.parley.http.MonitoringServlet;
import chat.parley.http.PageHeaders;
import chat.parley.http.PasskeyServlet;
import chat.parley.http.PasswordServlet;
import chat.parley.http.RoomsApi;
import chat.parley.http.SessionsApi;
import chat.parley.http.SignInServlet;
import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import chat.parley.logging.AccessLog;
import chat.parley.room.Chat;
import chat.parley.signin.OpenId;
import chat.parley.websocket.ChatEndpoint;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.CompressionConfig;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpServerProbe;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.servlet.FilterRegistration;
import org.glassfish.grizzly.servlet.ServletRegistration;
import org.glassfish.grizzly.servlet.WebappContext;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;

/** Serves pages, the HTTP API, WebSockets and Socket.IO on one port of one address. */
final class EmbeddedServer {
    private static final int NO_TIMEOUT = -1;
    private static final int UNBOUNDED = -1;
    private static final int MIN_COMPRESSED_BYTES = 1_024;
    private static final int MIN_THREADS = 2;
    private static final long SHUTDOWN_SECONDS = 2;
    /** System property with the directory of the page files during development; unset: the class path. */
    private static final String WEBAPP = "parley.webapp";

    private static final RequestReader READER = RequestReader.asking(RequestFilter::freeOnCut);
    /** Never blocks: Grizzly queues what the client does not read, and {@link TcpConnection} bounds the queue. */
    private static final ResponseWriter QUEUED = (async, body) -> {
        async.getResponse().setBufferSize(body.length + 1); // see PageHandler.serve
        async.getResponse().getOutputStream().write(body);
        async.complete();
    };

    private final Settings settings;
    private final Chat chat;
    private final OpenId openId;
    private final Accounts accounts;
    private final Monitoring monitoring;
    private final List<EngineServer> engines;
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    /** Serves pages and resumed requests. The queue is bounded: each connection has at most one task. */
    private final ExecutorService threads;

    /** Computes TLS handshakes, so that a flood of them does not delay those who are connected. */
    private final ExecutorService handshakes;

    /** Null without TLS. */
    private final ServerCertificate certificate;

    private final ConnectionFilter connections;
    private final TyrusContainer tyrus;
    /** Null if there is none. */
    private AccessLog accessLog;

    /**
     * @param accounts null if the server has none
     * @param engines Engine.IO servers, each at its path
     */
    EmbeddedServer(
            Settings settings,
            Chat chat,
            OpenId openId,
            Accounts accounts,
            Monitoring monitoring,
            List<EngineServer> engines) {
        this.monitoring = monitoring;
        this.accounts = accounts;
        this.chat = chat;
        this.openId = openId;
        this.engines = engines;
        this.threads = pool(Math.max(MIN_THREADS, Runtime.getRuntime().availableProcessors()));
        this.handshakes = pool(1);
        this.certificate = settings.tls() == null ? null : new ServerCertificate(settings.tls());
        this.connections =
                new ConnectionFilter(settings, certificate, chat.memory(), threads, handshakes, Parley.plainThreads());
        this.settings = settings;
        this.listener = new NetworkListener("http", settings.host(), settings.port());
        this.tyrus = new TyrusContainer(
                settings,
                connections,
                chat.addressLimits(),
                chat.identities(),
                monitoring.requests(),
                engines,
                ChatEndpoint.class);
    }

    /** Its threads begin with the first tasks. */
    private static ExecutorService pool(int threads) {
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Parley.plainThreads(),
                new ThreadPoolExecutor.DiscardPolicy()); // tasks submitted after shutdown
    }

    /** @throws IOException if the server cannot listen; it is stopped then */
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
        if (certificate != null) {
            certificate.load();
        }
        listener.getKeepAlive().setMaxRequestsCount(-1); // polling clients make many
        listener.getKeepAlive()
                .setIdleTimeoutInSeconds(NO_TIMEOUT); // otherwise Grizzly cuts idle WebSockets after 30 s
        listener.setMaxPendingBytes(UNBOUNDED); // writes must not block; TcpConnection cuts slow readers
        // Reading frames never blocks, so the selector threads do it; pages have their own threads.
        listener.getTransport().setIOStrategy(SameThreadIOStrategy.getInstance());
        listener.setMaxHttpHeaderSize(settings.maxHeader());
        listener.registerAddOn(connections);
        listener.registerAddOn(
                new RequestFilter(settings.hostNames().listeningOn(settings.host()), connections, settings.context()));
        listener.registerAddOn(new WebSocketAddOn(tyrus, settings.context()));
        accessLog = AccessLog.open(settings.logs());
        if (accessLog != null) {
            listener.registerAddOn(new AccessProbe(accessLog));
        }
        http.addListener(listener);
        String webapp = System.getProperty(WEBAPP);
        PageHandler pages = new PageHandler(
                settings.context(),
                webapp == null ? null : Path.of(webapp),
                chat.identities(),
                settings.signIn().pageFacts(),
                threads);
        HttpHandlerRegistration inContext = HttpHandlerRegistration.builder()
                .contextPath(settings.context())
                .urlPattern("/*")
                .build();
        // Both registrations are needed: the servlets' context would otherwise claim all of its path.
        http.getServerConfiguration().addHttpHandler(pages, HttpHandlerRegistration.ROOT, inContext);
        http.getServerConfiguration()
                .getMonitoringConfig()
                .getWebServerConfig()
                .addProbes(connections.requests(), answers());
        WebappContext servlets = servlets();
        try {
            for (EngineServer engine : engines) {
                EngineDeployment.deploy(engine, servlets, tyrus, READER, QUEUED);
            }
        } catch (DeploymentException e) {
            throw new IOException("cannot deploy the Socket.IO endpoint: " + e.getMessage(), e);
        }
        servlets.deploy(http);
        // Room names may contain slashes. Elsewhere an encoded slash must give 404, not 500.
        http.getServerConfiguration()
                .getHttpHandlersWithMapping()
                .keySet()
                .forEach(handler -> handler.setAllowEncodedSlash(true));
        http.getHttpHandler().setAllowEncodedSlash(true);
        http.getServerConfiguration()
                .setDefaultErrorPageGenerator((request, status, reason, description, failure) -> status + " " + reason);
        http.getServerConfiguration().setPassTraceRequest(true); // Grizzly's own answer would list wrong methods
        compress(listener.getCompressionConfig());
        try {
            tyrus.start(settings.context(), settings.port());
        } catch (DeploymentException e) {
            throw new IOException("cannot deploy the WebSocket endpoint: " + e.getMessage(), e);
        }
        tyrus.doneDeployment();
        SocketChannel.open().close(); // loads JDK classes for closing, which needs a file descriptor
        http.start();
    }

    /** Counts the requests for pages and servlets. {@link TyrusContainer} counts WebSockets. */
    @SuppressWarnings("rawtypes") // Grizzly's
    private HttpServerProbe answers() {
        return new HttpServerProbe.Adapter() {
            @Override
            public void onRequestCompleteEvent(HttpServerFilter filter, Connection connection, Response response) {
                String uri = response.getRequest().getRequestURI();
                boolean inside = uri.startsWith(settings.context());
                monitoring
                        .requests()
                        .count(inside ? uri.substring(settings.context().length()) : uri, response.getStatus());
            }
        };
    }

    /** Registers the servlets that a container would find by annotation. */
    private WebappContext servlets() {
        WebappContext servlets = new WebappContext("parley", settings.context()) {
            @Override
            public String getServerInfo() {
                return ""; // Grizzly would send it as the Server header
            }
        };
        servlets.setAttribute(RoomsApi.CHAT, chat);
        servlets.setAttribute(RoomsApi.MOST_BYTES, settings.maxFrame());
        servlets.setAttribute(RoomsApi.ORIGINS, settings.origins());
        servlets.setAttribute(SignInServlet.OPEN_ID, openId);
        servlets.setAttribute(MonitoringServlet.MONITORING, monitoring);
        if (accounts != null) {
            servlets.setAttribute(AccountServlet.ACCOUNTS, accounts);
        }
        FilterRegistration callers = servlets.addFilter("callers", new CallerFilter(chat.identities()));
        FilterRegistration headers = servlets.addFilter("headers", new PageHeaders());
        for (HttpServlet servlet : List.of(
                new RoomsApi(READER, QUEUED),
                new SessionsApi(QUEUED),
                new ConnectionsApi(QUEUED),
                new SignInServlet(QUEUED),
                new MonitoringServlet(QUEUED),
                new AccountsApi(READER, QUEUED),
                new PasswordServlet(READER, QUEUED),
                new PasskeyServlet(READER, QUEUED))) {
            String[] patterns =
                    servlet.getClass().getAnnotation(WebServlet.class).urlPatterns();
            ServletRegistration registration =
                    servlets.addServlet(servlet.getClass().getName(), servlet);
            registration.addMapping(patterns);
            registration.setAsyncSupported(true);
            callers.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), patterns);
            headers.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), patterns);
        }
        engines.forEach(engine -> callers.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST), engine.settings().path() + "*"));
        callers.setAsyncSupported(true);
        headers.setAsyncSupported(true);
        return servlets;
    }

    private static void compress(CompressionConfig compression) {
        compression.setCompressionMode(CompressionConfig.CompressionMode.ON);
        compression.setCompressionMinSize(MIN_COMPRESSED_BYTES);
        compression.setCompressibleMimeTypes("application/json"); // PageFiles compresses pages once
    }

    ServerAddress address() {
        return new ServerAddress(certificate != null, settings.host(), listener.getPort(), settings.context());
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
        tyrus.stop();
        threads.shutdownNow();
        handshakes.shutdownNow();
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
