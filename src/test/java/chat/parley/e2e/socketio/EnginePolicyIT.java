package chat.parley.e2e.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.PollingClient;
import chat.parley.e2e.GuardedServer;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access settings: origins, sessions per address, and the load balancer's cookie. */
@HostContract
class EnginePolicyIT {
    private static final String LISTED = GuardedServer.LISTED;
    private static final String OTHER_LISTED = GuardedServer.OTHER_LISTED;
    private static final int MOST = 12;

    private final Host host = GuardedServer.host();
    private final Door door = Door.of(host);

    @ParameterizedTest
    @ValueSource(strings = {LISTED, OTHER_LISTED})
    void aPageOfAListedOriginMayReadTheAnswers(String origin) throws Exception {
        HttpResponse<String> answer = door.get(Door.POLLING, "Origin", origin);
        isReadableBy(origin, answer);
        assertEquals(200, answer.statusCode());
        String query =
                Door.POLLING + "&sid=" + EngineClient.object(answer.body()).getString("sid");
        // Errors, too, because the client shows them.
        isReadableBy(origin, door.get(Door.POLLING + "&sid=unknown", "Origin", origin));
        assertEquals("ok", door.post(query, "1").body());
    }

    @Test
    void aPageOfAListedOriginIsToldWhatItMayAskWith() throws Exception {
        HttpResponse<String> answer = door.ask(
                "OPTIONS",
                Door.POLLING + "&sid=abc",
                "Origin",
                LISTED,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type,x-trace");
        assertEquals(204, answer.statusCode());
        assertEquals("", answer.body());
        isReadableBy(LISTED, answer);
        String methods = all(answer, "Access-Control-Allow-Methods");
        assertTrue(methods.contains("GET") && methods.contains("POST"), methods);
        assertEquals(
                "content-type,x-trace",
                all(answer, "Access-Control-Allow-Headers").replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://app.example.evil.example",
                "http://app.example",
                "https://app.example:444",
                "file://"
            })
    void aForeignPageIsRefusedWithoutLeaveToReadWhy(String origin) throws Exception {
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            HttpResponse<String> answer =
                    door.ask(method, Door.POLLING, "Origin", origin, "Access-Control-Request-Method", "POST");
            assertEquals(403, answer.statusCode(), method);
            JsonObject problem = EngineClient.object(answer.body());
            assertEquals(4, problem.getInt("code"));
            assertFalse(problem.getString("message").isEmpty());
            assertFalse(
                    answer.headers().firstValue("Access-Control-Allow-Origin").isPresent());
        }
        assertEquals(403, door.upgrade(Door.WEBSOCKET, "Origin: " + origin).status());
    }

    @Test
    void aForeignPageIsKnownWithoutAnOrigin() throws Exception {
        for (String site : List.of("cross-site", "same-site", "something-new")) {
            assertEquals(403, door.get(Door.POLLING, "Sec-Fetch-Site", site).statusCode(), site);
        }
        for (String site : List.of("same-origin", "none")) {
            assertEquals(200, door.get(Door.POLLING, "Sec-Fetch-Site", site).statusCode(), site);
        }
    }

    @Test
    void aForeignPageGetsNothingOfASessionThatItKnowsTheIdOf() throws Exception {
        try (PollingClient client = PollingClient.open(host)) {
            assertEquals(
                    403,
                    door.get(client.query(), "Origin", "https://evil.example").statusCode());
            assertEquals(
                    403,
                    door.upgrade(Door.WEBSOCKET + "&sid=" + client.sid(), "Origin: https://evil.example")
                            .status());
            client.enter("40/parley,");
            client.showsThatItLives(1);
        }
    }

    @Test
    void theServersOwnPageAndListedOnesMayOpenAWebSocket() throws Exception {
        for (String origin : List.of("http://" + door.uri().getAuthority(), LISTED, OTHER_LISTED)) {
            assertEquals(101, door.upgrade(Door.WEBSOCKET, "Origin: " + origin).status(), origin);
        }
    }

    @Test
    void theCookieIsSetOnceAndIsNoBusinessOfScripts() throws Exception {
        HttpResponse<String> answer = door.get(Door.POLLING);
        String sid = EngineClient.object(answer.body()).getString("sid");
        List<String> cookies = answer.headers().allValues("Set-Cookie");
        assertEquals(1, cookies.size());
        assertTrue(cookies.get(0).startsWith("io=" + sid + ";"), cookies.get(0));
        List<String> attributes = List.of(cookies.get(0).split("; *"));
        assertTrue(attributes.containsAll(List.of("HttpOnly", "SameSite=Lax")), cookies.get(0));

        String query = Door.POLLING + "&sid=" + sid;
        assertEquals(List.of(), door.post(query, "40").headers().allValues("Set-Cookie"));
        assertEquals(List.of(), door.get(query).headers().allValues("Set-Cookie"));
        door.post(query, "1");
    }

    @Test
    void theCookieKeepsNoPageOfOurOwnAndNoListedOneOut() throws Exception {
        for (String origin : List.of("http://" + door.uri().getAuthority(), LISTED)) {
            HttpResponse<String> first = door.get(Door.POLLING, "Origin", origin);
            String sid = EngineClient.object(first.body()).getString("sid");
            assertEquals("ok", door.post(Door.POLLING + "&sid=" + sid, "40").body());
            assertEquals(
                    200,
                    door.get(Door.POLLING + "&sid=" + sid, "Origin", origin, "Cookie", "io=" + sid)
                            .statusCode());
            assertEquals(
                    101,
                    door.upgrade(Door.WEBSOCKET + "&sid=" + sid, "Origin: " + origin, "Cookie: io=" + sid)
                            .status());
            door.post(Door.POLLING + "&sid=" + sid, "1");
        }
    }

    @Test
    @EmbeddedOnly
    void oneAddressGetsSoManySessionsAndNoMoreUntilOneHasEnded() throws Exception {
        try (Host narrow = Hosts.fresh(Map.of("socketio-per-address", Integer.toString(MOST)))) {
            Door own = Door.of(narrow);
            List<String> sessions = new ArrayList<>();
            HttpResponse<String> answer = own.get(Door.POLLING);
            while (answer.statusCode() == 200) {
                sessions.add(Door.POLLING + "&sid="
                        + EngineClient.object(answer.body()).getString("sid"));
                assertTrue(sessions.size() <= MOST, "more than " + MOST + " sessions");
                answer = own.get(Door.POLLING);
            }
            assertEquals(403, answer.statusCode());
            assertEquals(4, EngineClient.object(answer.body()).getInt("code"));

            own.post(sessions.remove(0), "1");
            HttpResponse<String> next = own.get(Door.POLLING);
            assertEquals(200, next.statusCode());
            sessions.add(
                    Door.POLLING + "&sid=" + EngineClient.object(next.body()).getString("sid"));
            for (String session : sessions) {
                assertEquals("ok", own.post(session, "1").body());
            }
        }
    }

    private static void isReadableBy(String origin, HttpResponse<String> answer) {
        assertEquals(List.of(origin), answer.headers().allValues("Access-Control-Allow-Origin"));
        assertEquals(List.of("true"), answer.headers().allValues("Access-Control-Allow-Credentials"));
        assertTrue(all(answer, "Vary").toLowerCase(Locale.ROOT).contains("origin"), "Vary: " + all(answer, "Vary"));
    }

    private static String all(HttpResponse<String> answer, String header) {
        return String.join(",", answer.headers().allValues(header));
    }
}
