package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.PollingClient;
import chat.parley.client.SocketClient;
import chat.parley.client.UpgradingClient;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The upgrade from polling to WebSocket: nothing is lost, and a client that aborts continues polling. */
@HostContract
class UpgradeIT {
    /** For blocking tasks: the common pool may have a single thread, which the HTTP client of newer JDKs also needs. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private static final int MANY = 50;
    private static final long PATIENCE_OF_THE_SERVER = 10_000;
    private static final String NOOP = "6";
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    private final Host host = Hosts.current();

    @Test
    void afterTheUpgradeEverythingGoesByWebSocketAndRequestsAreRefused() throws Exception {
        PollingClient client = inParley();
        try (SocketClient socket = probed(client)) {
            socket.send("5");
            HttpResponse<String> poll = client.get();
            while (NOOP.equals(poll.body())) { // overtook the upgrade, which took longer than the server holds a poll
                poll = client.get();
            }
            refuses(poll);
            socket.showsThatItLives(1);
            refuses(client.get());
            refuses(client.post("40"));
            socket.showsThatItLives(2); // the refusal has no side effects
        }
    }

    @Test
    void thePollThatWaitsIsAnsweredWhenTheProbeIs() throws Exception {
        PollingClient client = inParley();
        CompletableFuture<HttpResponse<String>> waiting = client.getLater();
        try (SocketClient socket = probed(client)) {
            assertEquals(
                    NOOP,
                    waiting.get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS).body());
            socket.send("5");
            socket.showsThatItLives(1);
        }
    }

    @Test
    void untilTheUpgradeRequestsStillBringAndFetchPackets() throws Exception {
        PollingClient client = inParley();
        try (SocketClient socket = probed(client)) {
            client.showsThatItLives(1);
            assertEquals("ok", client.post("42/parley,2[\"ping\"]").body());
            socket.send("5");
            socket.await("43/parley,2[");
        }
    }

    @RepeatedTest(3)
    void fiftyMessagesEachWayComeInOrderNoneLostAndNoneTwice() throws Exception {
        String room = "socketio upgrade " + System.nanoTime();
        PollingClient polling = PollingClient.named("Mira", host);
        polling.join(room);
        try (UpgradingClient mira = new UpgradingClient(polling, host);
                SocketClient jonas = SocketClient.named("Jonas", host)) {
            jonas.join(room);
            CountDownLatch upgrading = new CountDownLatch(1);
            CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> talk(jonas, room, upgrading), OWN_THREAD);
            for (int i = 0; i < MANY; i++) {
                if (i == 10) {
                    mira.probe();
                } else if (i == 25) {
                    upgrading.countDown();
                    mira.upgrade();
                }
                mira.send(EngineClient.post(i, room, "Mira " + i));
            }
            mira.hearUntil("43/parley," + (MANY - 1) + "[");
            talk.get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            jonas.send(EngineClient.post(MANY, room, "The end"));
            List<String> heard = mira.hearUntil("\"The end\"");

            assertEquals(
                    numbered(""),
                    heard.stream()
                            .filter(packet -> packet.matches("43/parley,[0-9]+\\[.*"))
                            .map(packet -> packet.substring("43/parley,".length(), packet.indexOf('[')))
                            .toList());
            List<JsonObject> messages = heard.stream()
                    .filter(packet -> packet.startsWith("42/parley,[\"message\""))
                    .map(packet -> EngineClient.array(packet).getJsonObject(1))
                    .toList();
            assertEquals(
                    IntStream.rangeClosed(1, 2 * MANY + 1).boxed().toList(),
                    messages.stream().map(message -> message.getInt("offset")).toList());
            for (String author : List.of("Mira ", "Jonas ")) {
                assertEquals(
                        numbered(author),
                        messages.stream()
                                .map(message -> message.getString("text"))
                                .filter(text -> text.startsWith(author))
                                .toList());
            }
        }
    }

    private static void talk(SocketClient jonas, String room, CountDownLatch upgrading) {
        try {
            for (int i = 0; i < MANY; i++) {
                if (i == MANY / 2) {
                    upgrading.await();
                }
                jonas.send(EngineClient.post(i, room, "Jonas " + i));
                jonas.await("43/parley," + i + "[");
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> numbered(String author) {
        return IntStream.range(0, MANY).mapToObj(i -> author + i).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2wrong", "3probe", "5", "40", "bAQID", "0", "1", "6"})
    void whoBeginsWithAnythingButTheProbeGoesOnPolling(String frame) throws Exception {
        try (PollingClient client = inParley()) {
            SocketClient socket = SocketClient.to(client, host);
            socket.send(frame);
            assertNull(socket.frame());
            client.showsThatItLives(1);
            secondAttemptOf(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "42/parley,1[\"ping\"]", "bAQID", "6", "5probe"})
    void whoDoesNotTakeOverAfterTheProbeGoesOnPolling(String frame) throws Exception {
        try (PollingClient client = inParley()) {
            SocketClient socket = probed(client);
            socket.send(frame);
            assertNull(socket.frame());
            client.showsThatItLives(2);
            secondAttemptOf(client);
        }
    }

    @Test
    void aConnectionThatBreaksOnTheWayLeavesTheSessionPolling() throws Exception {
        try (PollingClient one = inParley();
                PollingClient other = inParley()) {
            SocketClient.to(one, host).close();
            one.showsThatItLives(1);

            SocketClient broken = probed(other);
            other.showsThatItLives(1);
            broken.close();
            other.showsThatItLives(2);
        }
    }

    @Test
    void aSecondWebSocketIsClosedAndDisturbsNeitherTheUpgradeNorTheSession() throws Exception {
        PollingClient client = inParley();
        try (SocketClient socket = probed(client)) {
            assertNull(SocketClient.to(client, host).frame());
            socket.send("5");
            socket.showsThatItLives(1);

            SocketClient late = SocketClient.to(client, host);
            late.send("2probe");
            assertNull(late.frame());
            socket.showsThatItLives(2);
        }
    }

    /** A host may open the second before the first: clients get the handshake's response earlier. */
    @Test
    void ofTwoWebSocketsAtOnceOneIsClosedAndTheOtherUpgrades() throws Exception {
        PollingClient client = inParley();
        SocketClient one = SocketClient.to(client, host);
        SocketClient other = SocketClient.to(client, host);
        one.send("2probe");
        other.send("2probe");
        String frame = one.frame();
        SocketClient open = frame == null ? other : one;
        SocketClient refused = frame == null ? one : other;
        assertEquals("3probe", frame == null ? open.frame() : frame);
        assertNull(refused.frame());
        open.send("5");
        open.showsThatItLives(1);
        open.close();
    }

    @Test
    void aSessionThatBeganWithAWebSocketTakesNoSecondOne() throws Exception {
        try (SocketClient client = SocketClient.open(host)) {
            client.enter("40/parley,");
            assertNull(SocketClient.to(client, host).frame());
            client.showsThatItLives(1);
        }
    }

    @Test
    void whoSaysGoodbyeOnTheWayLeavesNoWebSocketBehind() throws Exception {
        PollingClient client = inParley();
        SocketClient socket = probed(client);
        client.post("1");
        assertNull(socket.frame());
    }

    @Test
    void theEndOfTheWebSocketIsTheEndOfTheSession() throws Exception {
        String room = "socketio upgraded and gone";
        try (SocketClient watcher = SocketClient.named("Jonas", host)) {
            watcher.join(room);
            PollingClient client = PollingClient.named("Mira", host);
            client.join(room);
            SocketClient socket = probed(client);
            socket.send("5");
            socket.showsThatItLives(1);
            socket.close();
            watcher.await(packet -> packet.contains("\"member-left\"") && packet.contains("\"Mira\""));
            assertTrue(client.get().body().contains("\"code\":1"));
        }
    }

    @Test
    void whoTakesTooLongGoesOnPolling() throws Exception {
        try (PollingClient one = inParley();
                PollingClient other = inParley()) {
            long begun = System.nanoTime();
            SocketClient silent = SocketClient.to(one, host);
            SocketClient undecided = probed(other);
            assertNull(silent.frame());
            assertNull(undecided.frame());
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            assertTrue(took > PATIENCE_OF_THE_SERVER - 100, took + " ms");
            one.showsThatItLives(1);
            other.showsThatItLives(1);
            secondAttemptOf(one);
        }
    }

    /** Tries an upgrade again after a failure. */
    private void secondAttemptOf(PollingClient client) throws Exception {
        try (SocketClient socket = probed(client)) {
            socket.send("5");
            socket.showsThatItLives(800);
        }
    }

    private PollingClient inParley() throws Exception {
        return PollingClient.named("Mira", host);
    }

    private SocketClient probed(PollingClient client) throws Exception {
        SocketClient socket = SocketClient.to(client, host);
        socket.send("2probe");
        assertEquals("3probe", socket.frame());
        return socket;
    }

    private static void refuses(HttpResponse<String> answer) {
        assertEquals(400, answer.statusCode());
        assertEquals(BAD_REQUEST, answer.body());
    }
}
