package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.JavaClient;
import chat.parley.client.SocketClient;
import chat.parley.client.UnusedRoom;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A server without free capacity. Socket.IO clients reconnect after a failed handshake or closed connection, but
 * never after a CONNECT_ERROR.
 */
class FullServerIT {
    private static final int UNAVAILABLE = 503;
    private static final String KEY = "a-secret-of-Mira's-tablet";

    private final String room = UnusedRoom.name();

    @Test
    void itRefusesHandshakesForNowAndItsClientsComeInOnceThereIsRoom() throws Exception {
        try (Host host = Hosts.fresh(Map.of("max-sessions", "1"));
                Chatter first = Chatter.named("Jonas", host)) {
            HttpResponse<String> polling = Door.of(host).get(Door.POLLING);
            assertEquals(UNAVAILABLE, polling.statusCode());
            assertEquals(4, EngineClient.object(polling.body()).getInt("code"));
            assertTrue(polling.headers().firstValue("Retry-After").isPresent());
            assertEquals(UNAVAILABLE, Door.of(host).upgrade(Door.WEBSOCKET).status());
            try (JavaClient waiting = new JavaClient(host, "Mira", JavaClient.WEBSOCKET)) {
                first.goodbye();
                waiting.awaitConnection(1);
            }
        }
    }

    @Test
    void theClientsOfAServerThatStopsComeBackToTheNextOne() {
        try (Host host = Hosts.fresh(Map.of());
                JavaClient polling = JavaClient.named("Mira", host, JavaClient.POLLING);
                JavaClient socket = JavaClient.named("Jonas", host, JavaClient.WEBSOCKET);
                JavaClient both = JavaClient.named("Nora", host, JavaClient.UPGRADE)) {
            host.stop();
            host.start();
            List.of(polling, socket, both).forEach(client -> client.awaitConnection(2));
        }
    }

    @Test
    void whoFindsItFullOnTheWayInLosesTheConnectionAndHearsOfNoError() throws Exception {
        String mira = CommandText.argument("name", "Mira", "key", KEY);
        try (Host host = Hosts.fresh(Map.of("max-sessions", "2"));
                Chatter other = Chatter.named("Jonas", host)) {
            other.join(room);
            assertLosesTheConnection(host, mira);
        }
        try (Host host = Hosts.fresh(Map.of("max-sessions", "2"));
                Chatter other = Chatter.named("Jonas", host)) {
            other.join(room);
            String back;
            try (EngineClient before = Way.WEBSOCKET.open(host)) {
                String pid = before.enter("40/parley," + mira).getString("pid");
                before.send(EngineClient.event("join", "room", room));
                String offset = EngineClient.array(before.await(packet -> packet.startsWith("42/parley,[\"joined\"")))
                        .getString(2);
                back = CommandText.argument("name", "Mira", "key", KEY, "pid", pid, "offset", offset);
            }
            other.await(Heard.left(room, "Mira")); // her place is free by now
            assertLosesTheConnection(host, back);
        }
    }

    private static void assertLosesTheConnection(Host host, String auth) throws Exception {
        try (EngineClient client = SocketClient.open(host)) {
            client.enter("40"); // takes the last place
            client.send("40/parley," + auth);
            List<String> told = new ArrayList<>();
            for (String packet = client.next(); packet != null; packet = client.next()) {
                told.add(packet);
            }
            assertFalse(
                    told.stream().anyMatch(packet -> packet.startsWith("44") || packet.startsWith("40/parley")),
                    told.toString());
        }
    }
}
