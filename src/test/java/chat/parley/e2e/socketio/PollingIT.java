package chat.parley.e2e.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.PollingClient;
import chat.parley.client.RawHttp;
import chat.parley.client.SocketClient;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets over polling, and invalid requests. */
@HostContract
class PollingIT {
    private static final int LIMIT = 65_536;

    private final Host host = Hosts.current();
    private final Door door = Door.of(host);

    @Test
    void ofTwoPollsAtATimeOneIsRefusedAndTheSessionEnds() throws Exception {
        PollingClient client = PollingClient.open(host);
        CompletableFuture<HttpResponse<String>> one = client.getLater();
        CompletableFuture<HttpResponse<String>> other = client.getLater();
        List<Integer> statuses = Stream.of(
                        answer(one).statusCode(), answer(other).statusCode())
                .sorted()
                .toList();
        assertEquals(List.of(200, 400), statuses);
        assertEquals("1", answer(answer(one).statusCode() == 200 ? one : other).body());
        assertEquals(400, client.get().statusCode());
    }

    @Test
    void ofTwoPostsAtATimeOneIsRefusedAndTheSessionEnds() throws Exception {
        PollingClient client = PollingClient.open(host);
        try (RawHttp one = unfinishedPost(client);
                RawHttp other = unfinishedPost(client)) {
            // Neither ends by itself, so the second one arrives while the first is pending, in either order.
            Object first =
                    CompletableFuture.anyOf(statusOf(one), statusOf(other)).get(20, TimeUnit.SECONDS);
            assertEquals(400, first);
            assertEquals(400, client.get().statusCode());
        }
    }

    private RawHttp unfinishedPost(PollingClient client) throws IOException {
        RawHttp request =
                door.raw("POST", client.query(), "Content-Type: text/plain;charset=UTF-8", "Content-Length: 6");
        request.send("40/".getBytes(UTF_8));
        return request;
    }

    /** Waits on a separate thread, because the common pool may have only one. */
    private static CompletableFuture<Integer> statusOf(RawHttp request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return request.answer().status();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    @Test
    void afterAPollThatWasGivenUpTheSessionEndsAndNobodyWaits() throws Exception {
        PollingClient client = PollingClient.open(host);
        door.raw("GET", client.query()).close();
        HttpResponse<String> next = client.get();
        assertTrue(next.statusCode() == 400 || next.body().equals("1"), next.statusCode() + " " + next.body());
        assertEquals(400, client.get().statusCode());
        assertEquals(400, client.post("40").statusCode());
    }

    @Test
    void packetsOfOneBodyAreTakenInTheirOrder() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            client.enter("40/parley,");
            client.send(IntStream.range(0, 40)
                    .mapToObj(i -> "42/parley," + i + "[\"ping\"]")
                    .toArray(String[]::new));
            for (int i = 0; i < 40; i++) {
                assertTrue(client.next().startsWith("43/parley," + i + "["), "number " + i);
            }
        }
    }

    @Test
    void aBodyInChunksIsReadWhereverItIsCut() throws Exception {
        String room = "socketio chunks";
        String text = "a\u00e4\u8a71\ud83d\ude00z";
        try (PollingClient client = PollingClient.named("Mira", host)) {
            client.join(room);
            try (RawHttp request = door.raw(
                    "POST", client.query(), "Content-Type: text/plain;charset=UTF-8", "Transfer-Encoding: chunked")) {
                for (byte one : EngineClient.post(1, room, text).getBytes(UTF_8)) {
                    request.chunk(one);
                }
                request.chunk();
                assertEquals("ok", request.answer().body());
            }
            JsonObject message =
                    EngineClient.array(client.await("42/parley,[\"message\"")).getJsonObject(1);
            assertEquals(text, message.getString("text"));
        }
    }

    @Test
    void aBodyOfTheLargestSizeIsTaken() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            client.enter("40/parley,");
            assertEquals("ok", client.post(padded(LIMIT)).body());
            client.await("43/parley,7[");
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndTheSessionGoesOn() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            client.enter("40/parley,");
            for (int size : new int[] {LIMIT + 1, 10 * LIMIT}) {
                try (RawHttp request = door.raw(
                        "POST", client.query(), "Content-Type: text/plain;charset=UTF-8", "Content-Length: " + size)) {
                    assertEquals(413, request.answer().status()); // Content-Length alone causes it
                }
            }
            client.showsThatItLives(1);
        }
    }

    @Test
    void aBodyInChunksHasTheSameLimit() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            client.enter("40/parley,");
            try (RawHttp request = door.raw(
                    "POST", client.query(), "Content-Type: text/plain;charset=UTF-8", "Transfer-Encoding: chunked")) {
                request.chunk(padded(LIMIT + 1).getBytes(UTF_8));
                request.chunk();
                assertEquals(413, request.answer().status());
            }
            client.showsThatItLives(1);
        }
    }

    @Test
    void theLimitIsInBytesAndNotInCharacters() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            client.enter("40/parley,");
            assertEquals(
                    413,
                    client.post("42/parley,7[\"ping\",\"" + "\u8a71".repeat(LIMIT / 3) + "\"]")
                            .statusCode());
            client.showsThatItLives(1);
        }
    }

    @Test
    void bytesAsABodyAreOfAnotherVersion() throws Exception {
        PollingClient client = PollingClient.open(host);
        assertEquals(
                400,
                door.post(client.query(), BodyPublishers.ofByteArray(new byte[] {4, 0}), "application/octet-stream")
                        .statusCode());
        assertEquals(400, client.get().statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "0",
                "2",
                "2probe",
                "7",
                "9",
                " ",
                "{}",
                "\u001e",
                "40/parley,\u001e",
                "\u001e40/parley,",
                "40/parley,\u001e\u001e40",
                "b***",
                "bA",
                "\u00e4"
            })
    void aBodyThatHoldsNoPacketsOfAClientEndsTheSession(String body) throws Exception {
        PollingClient client = PollingClient.open(host);
        client.enter("40");
        HttpResponse<String> answer = client.post(body);
        assertTrue(
                answer.statusCode() == 400
                        || answer.statusCode() == 200 && answer.body().equals("ok"),
                answer.statusCode() + " " + answer.body());
        assertEquals(400, client.get().statusCode());
    }

    @Test
    void aBodyThatIsNotUtf8EndsTheSession() throws Exception {
        PollingClient client = PollingClient.open(host);
        client.enter("40");
        assertTrue(List.of(200, 400)
                .contains(door.post(
                                client.query(),
                                BodyPublishers.ofByteArray(new byte[] {'4', '0', (byte) 0xc3}),
                                "text/plain;charset=UTF-8")
                        .statusCode()));
        assertEquals(400, client.get().statusCode());
    }

    @Test
    void signsOfLifeThatNobodyAskedForAreIgnored() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            client.enter("40/parley,");
            client.send("3", "6", "3");
            client.showsThatItLives(1);
        }
    }

    @Test
    void aGoodbyeIsAnsweredOnBothRequestsAndThenTheSessionIsUnknown() throws Exception {
        PollingClient client = PollingClient.open(host);
        client.enter("40");
        CompletableFuture<HttpResponse<String>> parked = client.getLater();
        assertEquals("ok", client.post("1").body());
        assertEquals("6", answer(parked).body());
        assertEquals(400, client.get().statusCode());
        assertEquals(
                "{\"code\":1,\"message\":\"Session ID unknown\"}",
                client.post("40").body());
    }

    @Test
    void aGoodbyeThatOvertakesThePollLeavesAnAnswerForIt() throws Exception {
        PollingClient client = PollingClient.open(host);
        client.enter("40");
        assertEquals("ok", client.post("1").body());
        assertEquals("6", client.get().body());
        assertEquals(400, client.get().statusCode());
    }

    @Test
    void whatFollowsAGoodbyeIsNotHeard() throws Exception {
        String room = "socketio goodbye";
        try (SocketClient other = SocketClient.named("Jonas", host);
                PollingClient client = PollingClient.named("Mira", host)) {
            other.join(room);
            client.join(room);
            client.send(EngineClient.post(1, room, "last"), "1", EngineClient.post(2, room, "too late"));
            String heard = other.await(packet -> packet.contains("\"too late\"") || packet.contains("\"member-left\""));
            assertTrue(heard.contains("\"member-left\""), heard);
        }
    }

    /** A command with this many bytes. */
    private static String padded(int bytes) {
        String packet = "42/parley,7[\"ping\",{\"pad\":\"\"}]";
        return packet.replace("\"\"}]", "\"" + "a".repeat(bytes - packet.length()) + "\"}]");
    }

    private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> later) throws Exception {
        return later.get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
