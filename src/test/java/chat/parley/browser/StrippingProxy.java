package chat.parley.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A reverse proxy that serves a server's page under a path prefix, which it strips; without WebSockets. */
final class StrippingProxy implements AutoCloseable {
    private static final String PREFIX = "/chat";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer proxy;
    private final URI server;

    StrippingProxy(URI server) throws IOException {
        this.server = server;
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext(PREFIX, this::pass);
        proxy.createContext("/", StrippingProxy::nothing);
        proxy.start();
    }

    /** Without a trailing slash. */
    String address() {
        return "http://127.0.0.1:" + proxy.getAddress().getPort() + PREFIX;
    }

    private void pass(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath().substring(PREFIX.length());
        try (exchange) {
            HttpRequest request = HttpRequest.newBuilder(server.resolve(path.isEmpty() ? "." : path.substring(1)))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            for (String name : new String[] {"Content-Type", "Content-Security-Policy", "Cache-Control"}) {
                answer.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Answers requests outside of the path with an empty response. An error would be logged by the page before it moves
     * on, and no response would block one of Chromium's six connections.
     */
    private static void nothing(HttpExchange exchange) throws IOException {
        try (exchange) {
            String type = exchange.getRequestURI().getPath().endsWith("js") ? "text/javascript" : "text/css";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        proxy.stop(0);
    }
}
