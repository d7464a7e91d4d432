package chat.parley.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.Parley;
import chat.parley.Program;
import chat.parley.Setting;
import chat.parley.Settings;
import chat.parley.engineio.EngineDeployment;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Plain Tyrus runs no filters, so nothing has checked the origin of a WebSocket. */
@Isolated("all endpoints of a JVM share one chat")
class UnguardedHostTest {
    private static final long LIMIT_SECONDS = 20;
    private static Parley running;

    @TempDir
    Path data;

    private Parley parley;
    private Server host;

    /** Parley's two endpoints. Public for Tyrus. */
    public static final class Endpoints implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
            return Set.of(EngineDeployment.endpoint(running.socketIo()));
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> found) {
            return Set.of(ChatEndpoint.class);
        }
    }

    @BeforeEach
    void start() throws Exception {
        parley = Parley.start(
                Settings.read(Program.SERVER, Map.of(Setting.DATA, data.toString())), null, Parley.plainThreads());
        running = parley;
        host = new Server("127.0.0.1", 0, "/", null, Endpoints.class);
        host.start();
    }

    @AfterEach
    void stop() {
        host.stop();
        parley.close();
    }

    @Test
    void aWebSocketIsClosedIfNoFilterHasCheckedIt() throws Exception {
        assertEquals("4500 WebSocket opened before the origin check", closeAt("ws"));
        assertEquals("1008 WebSocket opened before the origin check", closeAt("socket.io/?EIO=4&transport=websocket"));
    }

    private String closeAt(String path) throws Exception {
        CompletableFuture<String> closed = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                closed.complete(code + " " + reason);
                return null;
            }

            @Override
            public void onError(WebSocket socket, Throwable failure) {
                closed.completeExceptionally(failure);
            }
        };
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + host.getPort() + "/" + path), listener)
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return closed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
