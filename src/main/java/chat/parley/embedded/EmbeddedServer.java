package chat.parley.embedded;

import chat.parley.Parley;
import chat.parley.Settings;
import chat.parley.websocket.ChatEndpoint;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.grizzly.http.CompressionConfig;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;

/** Pages and WebSocket on one port of one address. */
final class EmbeddedServer {
    private static final int FOREVER = -1;
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
    private static final int COMPRESS_FROM = 1_024;
    private static final long SHUTDOWN_SECONDS = 2;
    /** Where the pages are while somebody works on them; unset, they come from the class path. */
    private static final String WEBAPP = "parley.webapp";

    private final Settings settings;
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener;
    private final Connections connections;
    private final TyrusDoor door;

    EmbeddedServer(Settings settings) {
        this.connections = new Connections(settings, Parley.plainThreads());
        this.settings = settings;
        this.listener = new NetworkListener("http", settings.host(), settings.port());
        this.door = new TyrusDoor(settings.context(), settings.origins(), settings.maxFrame(), connections, ChatEndpoint.class);
    }

    void start() throws IOException {
        listener.getKeepAlive().setIdleTimeoutInSeconds(FOREVER); // else idle WebSockets are cut after half a minute
        listener.registerAddOn(connections);
        listener.registerAddOn(new WebSocketAddOn(door, settings.context()));
        http.addListener(listener);
        String webapp = System.getProperty(WEBAPP);
        Pages pages = new Pages(settings.context(), webapp == null ? null : Path.of(webapp), connections);
        http.getServerConfiguration().addHttpHandler(pages, "/");
        http.getServerConfiguration().setDefaultErrorPageGenerator((request, status, reason, description, failure) -> status + " " + reason);
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

    private static void compress(CompressionConfig compression) {
        compression.setCompressionMode(CompressionConfig.CompressionMode.ON);
        compression.setCompressionMinSize(COMPRESS_FROM);
        compression.setCompressibleMimeTypes("text/html", "text/css", "text/javascript", "image/svg+xml", "application/json");
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
    }
}
