package chat.parley.client;

import chat.parley.e2e.host.Host;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The Socket.IO address of a server. Thread-safe.
 *
 * @param uri ends in a slash
 */
public record Door(URI uri) {
    /** Longer than any response may take. */
    public static final Duration PATIENCE = WaitLimit.TIME;
    /** The query of a new long-polling session. */
    public static final String POLLING = "EIO=4&transport=polling";
    /** The query of a new WebSocket session. */
    public static final String WEBSOCKET = "EIO=4&transport=websocket";

    /** The Socket.IO address of a host. */
    public static Door of(Host host) {
        return new Door(host.http().resolve("socket.io/"));
    }

    /** Sends a GET and waits for the response. @param headers alternating names and values */
    public HttpResponse<String> get(String query, String... headers) throws IOException, InterruptedException {
        return ask("GET", query, headers);
    }

    /** Sends a request without a body and waits for the response. @param headers alternating names and values */
    public HttpResponse<String> ask(String method, String query, String... headers)
            throws IOException, InterruptedException {
        return HttpApi.CLIENT.send(
                request(query, headers).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    /** Sends a GET. */
    public CompletableFuture<HttpResponse<String>> getLater(String query) {
        return HttpApi.CLIENT.sendAsync(request(query).build(), BodyHandlers.ofString());
    }

    /** POSTs text and waits for the response. */
    public HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
        return post(query, BodyPublishers.ofString(body), "text/plain;charset=UTF-8");
    }

    /** POSTs a body with this content type and waits for the response. */
    public HttpResponse<String> post(String query, HttpRequest.BodyPublisher body, String type)
            throws IOException, InterruptedException {
        return HttpApi.CLIENT.send(
                request(query, "Content-Type", type).POST(body).build(), BodyHandlers.ofString());
    }

    /** Opens a WebSocket. @param headers alternating names and values */
    public CompletableFuture<WebSocket> connect(String query, WebSocket.Listener listener, String... headers) {
        WebSocket.Builder builder = HttpApi.CLIENT.newWebSocketBuilder().connectTimeout(PATIENCE);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create("ws" + at(query).toString().substring("http".length())), listener);
    }

    /** A raw request with this request line and these headers. */
    public RawHttp raw(String method, String query, String... headers) throws IOException {
        return new RawHttp(uri, method, uri.getPath() + "?" + query, headers);
    }

    /** The response to an upgrade with these headers in addition to the required ones. */
    public RawHttp.Response upgrade(String query, String... headers) throws IOException {
        return RawHttp.upgrade(uri, uri.getPath() + "?" + query, headers);
    }

    private HttpRequest.Builder request(String query, String... headers) {
        return HttpApi.request(at(query), headers);
    }

    private URI at(String query) {
        return uri.resolve("?" + query);
    }
}
