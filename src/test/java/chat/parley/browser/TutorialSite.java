package chat.parley.browser;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Interpreter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The tutorial's page in src/test/tutorial on its own server, with the official client from npm. Not on Parley's
 * origin.
 */
final class TutorialSite implements AutoCloseable {
    private static final Path TESTS = Path.of(System.getProperty("parley.build", "target"))
            .toAbsolutePath()
            .resolveSibling("src")
            .resolve("test");
    private static final Path PAGE = TESTS.resolve("tutorial");
    private static final Path CLIENT =
            TESTS.resolve(Path.of("node", "node_modules", "socket.io-client", "dist", "socket.io.min.js"));
    private static final Map<String, Path> FILES = Map.of(
            "/", PAGE.resolve("index.html"), "/script.js", PAGE.resolve("script.js"), "/socket.io.min.js", CLIENT);

    private final HttpServer server;

    private TutorialSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", TutorialSite::answer);
        server.start();
    }

    /** Skips the test without the client from npm, or fails it if {@code parley.node} is {@code required}. */
    static TutorialSite open() throws IOException {
        if (!Files.exists(CLIENT)) {
            return Interpreter.missing(
                    "node",
                    "NO src/test/node/node_modules, SO THE TUTORIAL'S PAGE IS NOT TESTED. Fetch the client: npm ci --prefix src/test/node");
        }
        return new TutorialSite();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The address of the page, configured for this server and these transports. */
    String page(Host host, String transports) {
        return origin() + "/?server=" + URLEncoder.encode(host.http().toString(), StandardCharsets.UTF_8)
                + "&transports=" + transports;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (FILES.containsKey(path)) {
            byte[] bytes = Files.readAllBytes(FILES.get(path));
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            path.endsWith(".js") ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }
}
