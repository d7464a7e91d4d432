package chat.parley.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An Engine.IO session over long-polling. Polls only inside its own methods. Not thread-safe. */
public final class PollingClient implements EngineClient {
    /** Separates the packets of a body. */
    public static final String DIVIDER = "\u001e";

    private final Door door;
    private final JsonObject handshake;
    private final String query;
    private final Deque<String> waiting = new ArrayDeque<>();

    private PollingClient(Door door) throws Exception {
        this.door = door;
        HttpResponse<String> answer = door.get(Door.POLLING);
        assertEquals(200, answer.statusCode(), answer.body());
        handshake = EngineClient.object(answer.body());
        query = Door.POLLING + "&sid=" + sid();
    }

    /** A session without a namespace. */
    public static PollingClient open(Host host) throws Exception {
        return open(Door.of(host));
    }

    /** A session without a namespace. */
    public static PollingClient open(Door door) throws Exception {
        return new PollingClient(door);
    }

    /** A session in the namespaces {@code /} and {@code /parley}, the latter as a guest with this name. */
    public static PollingClient named(String name, Host host) throws Exception {
        PollingClient client = open(host);
        client.enterAs(name);
        return client;
    }

    @Override
    public JsonObject handshake() {
        return handshake;
    }

    /** The query of the session's requests. */
    public String query() {
        return query;
    }

    /** Polls once. */
    public HttpResponse<String> get() throws Exception {
        return door.get(query);
    }

    /** Polls once. */
    public CompletableFuture<HttpResponse<String>> getLater() {
        return door.getLater(query);
    }

    /** POSTs a body. */
    public HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return door.post(query, body);
    }

    @Override
    public void send(String... packets) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(String.join(DIVIDER, packets));
        assertTrue(List.of(200, 400).contains(answer.statusCode()), "POST failed with " + answer.statusCode());
    }

    @Override
    public String next() throws Exception {
        long deadline = System.nanoTime() + Door.PATIENCE.toNanos();
        while (waiting.isEmpty()) {
            assertTrue(System.nanoTime() < deadline, "only heartbeats received");
            take(getLater().get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return waiting.peek().equals("1") ? null : waiting.remove();
    }

    private void take(HttpResponse<String> answer) throws Exception {
        if (answer.statusCode() == 400) {
            waiting.add("1");
            return;
        }
        assertEquals(200, answer.statusCode(), answer.body());
        for (String packet : packets(answer)) {
            if (packet.equals("2")) {
                send("3");
            } else if (!packet.equals("6")) {
                waiting.add(packet);
            }
        }
    }

    /** The packets of a response. */
    public static List<String> packets(HttpResponse<String> answer) {
        return List.of(answer.body().split(DIVIDER));
    }

    /** Closes the session. */
    @Override
    public void close() throws IOException {
        try {
            send("1");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
