package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.PollingClient;
import chat.parley.client.RawHttp;
import chat.parley.client.SocketClient;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid and invalid handshakes. */
@HostContract
class EngineHandshakeIT {
    private static final String TRANSPORT_UNKNOWN = "{\"code\":0,\"message\":\"Transport unknown\"}";
    private static final String SESSION_UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String BAD_METHOD = "{\"code\":2,\"message\":\"Bad handshake method\"}";
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";
    private static final String UNSUPPORTED_VERSION = "{\"code\":5,\"message\":\"Unsupported protocol version\"}";

    private final Host host = Hosts.current();
    private final Door door = Door.of(host);

    @Test
    void theFirstAnswerToPollingSaysHowTheSessionIsToBe() throws Exception {
        HttpResponse<String> answer = door.get(Door.POLLING);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().startsWith("0{"), answer.body());

        JsonObject handshake = EngineClient.object(answer.body());
        assertEquals(
                List.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"),
                List.copyOf(handshake.keySet()));
        assertEquals(Json.createArrayBuilder().add("websocket").build(), handshake.getJsonArray("upgrades"));
        assertEquals(25_000, handshake.getInt("pingInterval"));
        assertEquals(20_000, handshake.getInt("pingTimeout"));
        assertEquals(65_536, handshake.getInt("maxPayload"));
        door.post(Door.POLLING + "&sid=" + handshake.getString("sid"), "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io", "socket.io/more"})
    void noUpgradeIsOfferedWhereNoWebSocketIsServed(String path) throws Exception {
        String target = host.http().resolve(path).getPath() + "?";
        try (RawHttp request = new RawHttp(host.http(), "GET", target + Door.POLLING, "Connection: close")) {
            RawHttp.Response answer = request.answer();
            if (answer.status() == 200) {
                assertEquals(List.of(), EngineClient.object(answer.body()).getJsonArray("upgrades"));
            }
        }
        assertNotEquals(
                101, RawHttp.upgrade(host.http(), target + Door.WEBSOCKET).status());
    }

    @Test
    void theFirstFrameOfAWebSocketSaysTheSameAndOffersNoUpgrade() throws Exception {
        try (SocketClient client = SocketClient.open(host)) {
            assertEquals(
                    List.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"),
                    List.copyOf(client.handshake().keySet()));
            assertEquals(List.of(), client.handshake().getJsonArray("upgrades"));
        }
    }

    @Test
    void answersAreTextThatNobodyKeepsAndSetNoCookie() throws Exception {
        HttpResponse<String> answer = door.get(Door.POLLING);
        assertEquals(
                "text/plain;charset=utf-8",
                header(answer, "Content-Type").replace(" ", "").toLowerCase(Locale.ROOT));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());

        String query =
                Door.POLLING + "&sid=" + EngineClient.object(answer.body()).getString("sid");
        HttpResponse<String> ok = door.post(query, "1");
        assertEquals("ok", ok.body());
        assertEquals("text/html", header(ok, "Content-Type").split(";")[0]);
        assertEquals("no-store", header(ok, "Cache-Control"));
    }

    @Test
    void anIdIsASecretThatNobodyGuesses() throws Exception {
        try (PollingClient one = PollingClient.open(host);
                PollingClient other = PollingClient.open(host);
                SocketClient third = SocketClient.open(host)) {
            for (EngineClient client : List.of(one, other, third)) {
                assertTrue(client.sid().matches("[A-Za-z0-9_-]{20,}"), client.sid());
            }
            assertNotEquals(one.sid(), other.sid());
            assertNotEquals(one.sid(), third.sid());
        }
    }

    @Test
    void theIdOfASocketInANamespaceIsAnother() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            String one = client.enter("40").getString("sid");
            String other = client.enter("40/parley,").getString("sid");
            assertEquals(
                    3, List.of(client.sid(), one, other).stream().distinct().count());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport=polling",
                "EIO=3&transport=polling",
                "EIO=&transport=polling",
                "EIO=44&transport=polling",
                "EIO=4x&transport=polling"
            })
    void anotherVersionIsRefused(String query) throws Exception {
        refuses(UNSUPPORTED_VERSION, door.get(query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4",
                "",
                "EIO=4&transport=",
                "EIO=4&transport=abc",
                "EIO=4&transport=Polling",
                "EIO=4&transport=webtransport",
                "EIO=4&transport=constructor",
                "EIO=4&transport=__proto__",
                "EIO=4&transport=toString",
                "transport=abc",
                "EIO=4&transport=%00"
            })
    void anUnknownTransportIsRefused(String query) throws Exception {
        try (RawHttp request = door.raw("GET", query, "Connection: close")) {
            refuses(TRANSPORT_UNKNOWN, request.answer());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "constructor",
                "__proto__",
                "toString",
                "hasOwnProperty",
                "null",
                "undefined",
                "",
                "%00",
                "..%2f",
                "%F0%9F%98%80"
            })
    void anUnknownSessionIsRefused(String sid) throws Exception {
        String query = Door.POLLING + "&sid=" + sid;
        for (String method : List.of("GET", "POST")) {
            try (RawHttp request = door.raw(method, query, "Connection: close", "Content-Length: 0")) {
                RawHttp.Response answer = request.answer();
                if (!sid.isEmpty()) {
                    refuses(SESSION_UNKNOWN, answer);
                } else if (method.equals("POST")) {
                    assertEquals(400, answer.status()); // whether an empty id counts as an id does not matter
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void aSessionBeginsWithNothingButAGet(String method) throws Exception {
        refuses(BAD_METHOD, door.ask(method, Door.POLLING));
    }

    @Test
    void aWebSocketNeedsAnUpgrade() throws Exception {
        refuses(BAD_REQUEST, door.get(Door.WEBSOCKET));
    }

    @Test
    void parametersOfNoMeaningDoNotMatter() throws Exception {
        HttpResponse<String> answer = door.get(Door.POLLING + "&t=PxY3z&t=again&sid2=abc&&=&x");
        assertEquals(200, answer.statusCode(), answer.body());
        door.post(Door.POLLING + "&sid=" + EngineClient.object(answer.body()).getString("sid"), "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=3&transport=websocket",
                "transport=websocket",
                "EIO=4",
                "EIO=4&transport=abc",
                "EIO=4&transport=polling",
                "EIO=4&transport=websocket&sid=abc",
                "EIO=4&transport=websocket&sid=__proto__",
                ""
            })
    void aWebSocketThatCannotBeServedIsRefusedBeforeItIsOne(String query) throws Exception {
        assertEquals(400, door.upgrade(query, "Connection: close").status());
    }

    @Test
    void aSessionThatIsWantedForNothingDoesNotDisturbTheNext() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertEquals(200, door.get(Door.POLLING).statusCode());
        }
        try (PollingClient client = PollingClient.open(host)) {
            client.enter("40/parley,");
            client.showsThatItLives(1);
        }
    }

    private static void refuses(String body, HttpResponse<String> answer) {
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(body, answer.body());
        assertEquals("application/json", header(answer, "Content-Type").split(";")[0]);
    }

    private static void refuses(String body, RawHttp.Response answer) {
        assertEquals(400, answer.status(), answer.body());
        assertEquals(body, answer.body());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
