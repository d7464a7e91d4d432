package chat.parley.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
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
 * A well-behaved program that calls the HTTP API over HTTP/1.1. It gives up after {@link WaitLimit}. Safe for many threads.
 *
 * @param server the address of the page
 */
public record HttpApi(URI server) {
    private static final Duration PATIENCE = WaitLimit.TIME;
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

    /** The API of a server. */
    public static HttpApi of(Host host) {
        return new HttpApi(host.http());
    }

    /** The address of a resource, such as {@code search?q=word}. */
    public URI at(String path) {
        return server.resolve("api/" + path);
    }

    /** The address of a room's messages. */
    public URI messages(String room) {
        return at("rooms/" + encoded(room) + "/messages");
    }

    /** Text as part of a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
        return send(request(uri, headers).build());
    }

    /** Sends any request, and waits for the answer. */
    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    /** Sends any request. */
    public CompletableFuture<HttpResponse<String>> sendLater(HttpRequest request) {
        return CLIENT.sendAsync(request, BodyHandlers.ofString());
    }

    /** A request, a GET so far. @param headers names and values in turn */
    public static HttpRequest.Builder request(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** A page of a room's history. @param query such as {@code ?after=3}, or nothing */
    public Heard history(String room, String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(URI.create(messages(room) + query));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer + " " + answer.body());
        }
        return new Heard(json(answer));
    }

    /** The object that an answer is. */
    public static JsonObject json(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertTrue(type.startsWith("application/json"), answer + " " + answer.body());
        return Heard.in(answer.body()).get(0).json();
    }
}
