package chat.parley.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.TrustAll;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A well-behaved client of the HTTP API over HTTP/1.1. Times out after {@link WaitLimit}. Thread-safe.
 *
 * @param server the address of the page
 */
public record HttpApi(URI server) {
    private static final Duration PATIENCE = WaitLimit.TIME;
    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TrustAll.CONTEXT)
            .connectTimeout(PATIENCE)
            .build();

    /** The API of a host. */
    public static HttpApi of(Host host) {
        return new HttpApi(host.http());
    }

    /** The URI of a resource, such as {@code search?q=word}. */
    public URI at(String path) {
        return server.resolve("api/" + path);
    }

    /** The URI of a room's messages. */
    public URI messages(String room) {
        return at("rooms/" + encoded(room) + "/messages");
    }

    /** Encodes text for a path or query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param headers alternating names and values */
    public HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
        return send(request(uri, headers).build());
    }

    /** Sends a request and waits for the response. */
    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    /** Sends a request. */
    public CompletableFuture<HttpResponse<String>> sendLater(HttpRequest request) {
        return CLIENT.sendAsync(request, BodyHandlers.ofString());
    }

    /** Builds a request, by default a GET. @param headers alternating names and values */
    public static HttpRequest.Builder request(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** A page of a room's history. @param query such as {@code ?after=3}, or empty */
    public Heard history(String room, String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(URI.create(messages(room) + query));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer + " " + answer.body());
        }
        return new Heard(json(answer));
    }

    /** The response body as a JSON object. */
    public static JsonObject json(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.startsWith("application/json"), answer + " " + answer.body());
        return Heard.in(answer.body()).get(0).json();
    }
}
