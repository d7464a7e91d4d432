package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.JavaClient;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.SecuredHost;
import chat.parley.e2e.host.Security;
import io.socket.client.IO;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Users of the container, who sign in with name and password. */
@SecuredHost
class ContainerUsersIT {
    private static final String MIRA = authorization("mira");
    private static final String JONAS = authorization("jonas");

    private final Host host = Hosts.shared(Map.of("guests", "false"), Security.USERS);
    private final HttpApi api = HttpApi.of(host);
    private final String room = UnusedRoom.name();

    private static String authorization(String user) {
        String credentials = user + ":" + Security.PASSWORDS.get(user);
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private String idOf(String authorization) throws Exception {
        HttpResponse<String> me = api.get(api.at("me"), "Authorization", authorization);
        assertEquals(200, me.statusCode(), me.body());
        return HttpApi.json(me).getString("id");
    }

    private Chatter connected(String authorization) {
        return Chatter.connect(host.ws(), "Authorization", authorization);
    }

    private HttpResponse<String> post(String type, String... headers) throws Exception {
        return api.send(HttpApi.request(api.messages(room), headers)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"by HTTP\"}"))
                .build());
    }

    @Test
    void aUserIsTheSameMemberByEveryDoor() throws Exception {
        String mira = idOf(MIRA);
        try (Chatter socket = connected(MIRA);
                Chatter jonas = connected(JONAS)) {
            assertEquals(List.of(mira, "mira"), memberIn(socket.ask("hello")));
            assertEquals(List.of(idOf(JONAS), "jonas"), memberIn(jonas.ask("hello", "name", "Mira")));
            socket.join(room);
            jonas.join(room);
            socket.post(room, "by WebSocket");
            HttpResponse<String> posted = post("application/json", "Authorization", MIRA);
            assertEquals(201, posted.statusCode(), posted.body());
            for (String[] way : List.of(JavaClient.POLLING, JavaClient.WEBSOCKET, JavaClient.UPGRADE)) {
                String text = "by " + String.join(" and ", way);
                try (JavaClient client = javaClient(way)) {
                    assertEquals(List.of(mira, "mira"), memberIn(client.await(event -> event.is("welcome"))));
                    client.awaitAnswerBy(way[way.length - 1]);
                    client.join(room);
                    client.post(room, text);
                    jonas.await(Heard.message(room, text));
                }
            }
            for (String text :
                    List.of("by WebSocket", "by HTTP", "by polling", "by websocket", "by polling and websocket")) {
                JsonObject author =
                        jonas.await(Heard.message(room, text)).json().getJsonObject("author");
                assertEquals(mira, author.getString("id"), text);
            }
        }
    }

    private JavaClient javaClient(String... transports) {
        IO.Options options = JavaClient.options(host, transports);
        options.extraHeaders = Map.of("Authorization", List.of(MIRA));
        return new JavaClient(host, options);
    }

    private static List<String> memberIn(Heard welcome) {
        assertTrue(welcome.is("welcome"), welcome.toString());
        JsonObject member = welcome.json().getJsonObject("member");
        return List.of(member.getString("id"), member.getString("name"));
    }

    /** Parley guards these paths itself; see HealthIT. */
    @Test
    void probesAndMonitoringNeedNoSignIn() throws Exception {
        for (String path : List.of("health/live", "health/ready", "metrics")) {
            HttpResponse<String> answer = api.get(host.http().resolve(path));
            assertEquals(200, answer.statusCode(), path + ": " + answer.body());
        }
        assertChallenged(api.get(host.http().resolve("health/../api/rooms")));
    }

    @Test
    void nobodyElseEnters() throws Exception {
        for (String path : List.of("me", "rooms", "search?q=word", "rooms/" + HttpApi.encoded(room) + "/messages")) {
            assertChallenged(api.get(api.at(path)));
            assertChallenged(api.get(api.at(path), "Authorization", "Bearer a-key-of-the-build-server"));
        }
        assertChallenged(post("application/json"));
        assertChallenged(api.get(host.http()));
        assertChallenged(Door.of(host).get(Door.POLLING));
        CompletionException refused = assertThrows(
                CompletionException.class, () -> Chatter.connect(host.ws()).close());
        assertEquals(401, statusOf(refused));
    }

    private static void assertChallenged(HttpResponse<String> response) {
        assertEquals(401, response.statusCode(), response.body());
        String challenge = response.headers().firstValue("WWW-Authenticate").orElse("none");
        assertTrue(challenge.startsWith("Basic "), challenge);
    }

    @Test
    void aSessionStaysWithItsMember() throws Exception {
        try (Chatter mira = connected(MIRA)) {
            mira.ask("hello");
            assertEquals("already-named", mira.ask("hello", "name", "Jonas").code());
            assertEquals("forbidden", mira.ask("rename", "name", "Jonas").code());
        }
        Door door = Door.of(host);
        JsonObject handshake = EngineClient.object(
                door.get(Door.POLLING, "Authorization", MIRA).body());
        String query = Door.POLLING + "&sid=" + handshake.getString("sid");
        HttpResponse<String> foreign = door.get(query, "Authorization", JONAS);
        assertEquals(400, foreign.statusCode());
        assertTrue(foreign.body().contains("Session ID unknown"), foreign.body());
        String upgrade = query.replace("polling", "websocket");
        assertRefused(door, upgrade, JONAS);
        assertEquals(101, door.upgrade(upgrade, "Authorization: " + MIRA).status());
    }

    /** Payara accepts the WebSocket before Parley can refuse it. */
    private static void assertRefused(Door door, String query, String authorization) {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                closed.completeExceptionally(new AssertionError(data.toString()));
                return null;
            }

            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                closed.complete(code);
                return null;
            }
        };
        try {
            door.connect(query, listener, "Authorization", authorization).join();
            assertEquals(
                    1000,
                    closed.orTimeout(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join());
        } catch (CompletionException e) {
            assertEquals(400, statusOf(e));
        }
    }

    private static int statusOf(CompletionException failure) {
        return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }

    @Test
    void foreignPagesCannotUseTheSignIn() throws Exception {
        String[] page = {"Authorization", MIRA, "Origin", "https://evil.example"};
        assertEquals(403, post("application/json", page).statusCode());
        assertEquals(403, Door.of(host).get(Door.POLLING, page).statusCode());
        assertEquals(
                403,
                Door.of(host)
                        .get(Door.POLLING, "Authorization", MIRA, "Sec-Fetch-Site", "cross-site")
                        .statusCode());
        assertEquals(415, post("text/plain", "Authorization", MIRA).statusCode());
        HttpResponse<String> pinned = api.send(HttpApi.request(
                        URI.create(api.at("rooms/" + HttpApi.encoded(room) + "/pins/1")
                                .toString()),
                        page)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
        assertEquals(403, pinned.statusCode());
    }

    @Test
    void thePageIsServedToUsersOnly() throws Exception {
        HttpResponse<String> page = api.get(host.http(), "Authorization", MIRA);
        assertTrue(page.body().contains("data-signed-in"), page.body());
    }
}
