package chat.parley.e2e.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.PollingClient;
import chat.parley.client.RawHttp;
import chat.parley.client.SocketClient;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Clients that stop responding, or never connect to a namespace, are disconnected; all others are not. */
@Order(1) // slow, so it starts early
class HeartbeatIT {
    private static final long INTERVAL = 800;
    private static final long TIMEOUT = 2_500;
    private static final long HELLO = 5_000;
    /** Client and server read their clocks at different times. */
    private static final long TOLERANCE = 50;

    private static Host host;

    @BeforeAll
    static void start() {
        host = Hosts.fresh(Map.of(
                "ping-interval", INTERVAL + "ms", "ping-timeout", TIMEOUT + "ms", "hello-timeout", HELLO + "ms"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void theHandshakeTellsTheTimes() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            assertEquals(INTERVAL, client.handshake().getInt("pingInterval"));
            assertEquals(TIMEOUT, client.handshake().getInt("pingTimeout"));
        }
    }

    @Test
    @HostContract
    void aPollIsAnsweredWithAPingWhenTheIntervalIsOver() throws Exception {
        long begun = now();
        try (PollingClient client = PollingClient.open(host)) {
            assertEquals("2", client.get().body());
            tookAtLeast(INTERVAL, begun);
            begun = now();
            client.post("3");
            assertEquals("2", client.get().body());
            tookAtLeast(INTERVAL, begun);
        }
    }

    @Test
    void aWebSocketIsPingedWithAPacket() throws Exception {
        long begun = now();
        try (SocketClient client = SocketClient.open(host)) {
            assertEquals("2", client.frame());
            tookAtLeast(INTERVAL, begun);
            begun = now();
            client.send("3");
            assertEquals("2", client.frame());
            tookAtLeast(INTERVAL, begun);
        }
    }

    @Test
    @HostContract
    void withoutAPongTheOpenPollIsToldTheEnd() throws Exception {
        long begun = now();
        PollingClient client = PollingClient.open(host);
        assertEquals("2", client.get().body());
        HttpResponse<String> last = client.get();
        tookAtLeast(INTERVAL + TIMEOUT, begun);
        assertTrue(last.statusCode() == 400 || last.body().equals("1"), last.statusCode() + " " + last.body());
        assertEquals(400, client.get().statusCode());
    }

    @Test
    void withoutAPongTheSessionEndsThoughNobodyAsksForIt() throws Exception {
        String room = "socketio no pong";
        try (SocketClient watcher = member("Jonas", room)) {
            long begun = now();
            PollingClient client = PollingClient.named("Mira", host);
            client.join(room);
            watcher.await(packet -> packet.contains("\"member-left\"") && packet.contains("\"Mira\""));
            tookAtLeast(INTERVAL + TIMEOUT, begun);
            assertEquals(400, client.get().statusCode());
        }
    }

    @Test
    @HostContract
    void aWebSocketWithoutPongIsClosed() throws Exception {
        long begun = now();
        SocketClient client = SocketClient.open(host);
        assertEquals("2", client.frame());
        assertEquals(null, client.frame());
        tookAtLeast(INTERVAL + TIMEOUT, begun);
    }

    @Test
    void anOpenPollIsNoReasonToEndASession() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            client.enter("40");
            client.enter("40/parley,{\"name\":\"Mira\"}");
            client.await("42/parley,[\"welcome\"");
            for (int i = 0; i < 4; i++) {
                CompletableFuture<HttpResponse<String>> parked = client.getLater();
                assertEquals(
                        "2",
                        parked.get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS).body());
                client.post("3");
            }
            client.showsThatItLives(1);
        }
    }

    @Test
    @HostContract
    void aPostThatNeverEndsIsRefused() throws Exception {
        Door door = Door.of(host);
        String query = PollingClient.open(host).query(); // not closed: the session ends with the POST
        try (RawHttp post = door.raw("POST", query, "Content-Type: text/plain;charset=UTF-8", "Content-Length: 6")) {
            post.send("40/".getBytes(UTF_8));
            assertEquals(400, post.answer().status());
        }
    }

    /** Runs a story by both transports at once, because it mostly waits. */
    private static void byEachWay(Story story) throws Exception {
        List<FutureTask<Void>> told = new ArrayList<>();
        for (Way way : Way.values()) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                story.tell(way);
                return null;
            });
            new Thread(task, "story by " + way).start();
            told.add(task);
        }
        for (FutureTask<Void> task : told) {
            task.get();
        }
    }

    private interface Story {
        void tell(Way way) throws Exception;
    }

    @Test
    void whoAnswersThePingsStays() throws Exception {
        byEachWay(HeartbeatIT::staysByAnswering);
    }

    private static void staysByAnswering(Way way) throws Exception {
        try (EngineClient client = way.named("Mira", host)) {
            long begun = now();
            for (int i = 0; now() - begun < 2 * (INTERVAL + TIMEOUT); i++) {
                client.showsThatItLives(i);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(INTERVAL / 4)); // within the rate limit
            }
            client.showsThatItLives(1_000);
        }
    }

    @Test
    void aPongAmongManyMessagesCounts() throws Exception {
        try (PollingClient client = PollingClient.named("Mira", host)) {
            for (int round = 0; round < 3; round++) {
                List<String> heard;
                do {
                    heard = PollingClient.packets(client.get());
                } while (!heard.contains("2"));
                String[] many = new String[21];
                for (int i = 0; i < many.length; i++) {
                    many[i] = i == 10 ? "3" : "42/parley," + i + "[\"ping\"]";
                }
                client.send(many);
            }
            client.showsThatItLives(100);
        }
    }

    @Test
    void whoEntersNoNamespaceInTimeIsClosed() throws Exception {
        byEachWay(HeartbeatIT::endsWithoutNamespace);
    }

    private static void endsWithoutNamespace(Way way) throws Exception {
        long begun = now();
        EngineClient client = way.open(host);
        client.awaitEnd();
        tookAtLeast(HELLO, begun);
    }

    @Test
    void whoSaysNoNameInTimeIsClosed() throws Exception {
        byEachWay(HeartbeatIT::endsWithoutName);
    }

    private static void endsWithoutName(Way way) throws Exception {
        long begun = now();
        EngineClient client = way.open(host);
        client.enter("40/parley,");
        client.awaitEnd();
        tookAtLeast(HELLO, begun);
    }

    @Test
    void aRefusedNamespaceIsNoneThatWasEntered() throws Exception {
        byEachWay(HeartbeatIT::endsAfterRefusal);
    }

    private static void endsAfterRefusal(Way way) throws Exception {
        EngineClient client = way.open(host);
        client.send("40/nowhere,");
        client.await("44/nowhere,");
        client.awaitEnd();
    }

    @Test
    void whoIsInANamespaceMayStaySilentAsLongAsTheyLike() throws Exception {
        long begun = now();
        try (SocketClient client = SocketClient.open(host)) {
            client.enter("40");
            while (now() - begun < 2 * HELLO) {
                assertEquals("2", client.frame());
                client.send("3");
            }
        }
    }

    private static SocketClient member(String name, String room) throws Exception {
        SocketClient client = SocketClient.named(name, host);
        client.join(room);
        return client;
    }

    private static void tookAtLeast(long millis, long begun) {
        long took = now() - begun;
        assertTrue(took >= millis - TOLERANCE, took + " ms instead of " + millis);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
