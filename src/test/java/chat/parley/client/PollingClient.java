package chat.parley.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that makes requests. It asks for packets only when told to. */
public final class PollingClient implements EngineClient {
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

    public static PollingClient open(Host host) throws Exception {
        return new PollingClient(Door.of(host));
    }

    /** In the namespaces {@code /} and {@code /parley}, in the latter by this name. */
    public static PollingClient named(String name, Host host) throws Exception {
        PollingClient client = open(host);
        client.enter("40");
        client.enter("40/parley,{\"name\":\"" + name + "\"}");
        client.await("42/parley,[\"welcome\"");
        return client;
    }

    @Override
    public JsonObject handshake() {
        return handshake;
    }

    /** What the session's requests have behind the question mark. */
    public String query() {
        return query;
    }

    public HttpResponse<String> get() throws Exception {
        return door.get(query);
    }

    public CompletableFuture<HttpResponse<String>> getLater() {
        return door.getLater(query);
    }

    public HttpResponse<String> post(String body) throws Exception {
        return door.post(query, body);
    }

    @Override
    public void send(String... packets) throws Exception {
        HttpResponse<String> answer = post(String.join(DIVIDER, packets));
        assertTrue(List.of(200, 400).contains(answer.statusCode()), "a POST was answered with " + answer.statusCode());
    }

    @Override
    public String next() throws Exception {
        long deadline = System.nanoTime() + Door.PATIENCE.toNanos();
        while (waiting.isEmpty()) {
            assertTrue(System.nanoTime() < deadline, "nothing comes but signs of life");
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

    public static List<String> packets(HttpResponse<String> answer) {
        return List.of(answer.body().split(DIVIDER));
    }

    /** Says goodbye. */
    @Override
    public void close() throws Exception {
        send("1");
    }
}
