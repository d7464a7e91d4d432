package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.SocketClient;
import chat.parley.client.TokenIssuer;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users of another application, under its signed tokens. */
class TokenIT {
    /** The server accepts a token for a minute after it has expired. */
    private static final int GRACE_SECONDS = 60;

    private static final Queue<String> SIGNED = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(TokenIssuer.ACCEPTED));

    private final HttpApi api = HttpApi.of(scene.host());
    private final String room = scene.room();

    @AfterAll
    static void noTokenIsInALog() throws Exception {
        for (Host host : List.of(Hosts.shared(TokenIssuer.ACCEPTED), Hosts.shared(TokenIssuer.REQUIRED))) {
            String log = Files.readString(host.log());
            for (String token : SIGNED) {
                for (String part : token.split("\\.")) {
                    assertFalse(log.contains(part), host.log() + " contains a token");
                }
            }
        }
    }

    private static String token(String subject, String name, int seconds) {
        String token = TokenIssuer.SHARED.token(subject, name, Instant.now().plusSeconds(seconds));
        SIGNED.add(token);
        return token;
    }

    private static String token(String subject, String name) {
        return token(subject, name, 600);
    }

    /** A token whose session ends in a few seconds. */
    private static String shortToken(String subject, String name) {
        return token(subject, name, 8 - GRACE_SECONDS);
    }

    /** The server may still be reading its keys. */
    static Heard hello(Chatter chatter, String token) {
        Heard reply = chatter.ask("hello", "token", token);
        while (reply.is("error") && reply.code().equals("unavailable")) {
            reply = chatter.ask("hello", "token", token);
        }
        return reply;
    }

    private Chatter signedIn(String token) {
        Chatter chatter = scene.connect();
        assertTrue(hello(chatter, token).is("welcome"));
        return chatter;
    }

    private static HttpRequest post(URI messages, String token) {
        return post(messages, token, "{\"text\":\"by HTTP\"}");
    }

    private static HttpRequest post(URI messages, String token, String body) {
        return HttpApi.request(messages, "Content-Type", "application/json", "Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Test
    @HostContract
    void aMemberIsTheSameByEveryDoor() throws Exception {
        String token = token("mira", "Mira");
        Chatter mira = signedIn(token);
        mira.join(room);
        Chatter jonas = scene.joined("Jonas");

        mira.post(room, "by WebSocket");
        HttpResponse<String> posted = api.send(post(api.messages(room), token));
        assertEquals(201, posted.statusCode(), posted.body());
        try (SocketClient engine = SocketClient.open(scene.host())) {
            engine.enter("40/parley," + CommandText.argument("token", token));
            assertEquals(
                    mira.id(),
                    EngineClient.object(engine.await("42/parley,[\"welcome\""))
                            .getJsonObject("member")
                            .getString("id"));
            engine.join(room);
            engine.send(EngineClient.post(1, room, "by Socket.IO"));
            engine.await("43/parley,1[");
        }
        for (String text : List.of("by WebSocket", "by HTTP", "by Socket.IO")) {
            JsonObject author = jonas.await(Heard.message(room, text)).json().getJsonObject("author");
            assertEquals(List.of(mira.id(), "Mira"), List.of(author.getString("id"), author.getString("name")));
        }
        assertEquals(
                200,
                api.get(api.messages(room), "Authorization", "Bearer " + token).statusCode());
    }

    @Test
    void aClientOfTheTutorialHasTheNameOfItsToken() throws Exception {
        Chatter jonas = scene.named("Jonas");
        jonas.join("lobby");
        String name = "Mira of " + room;
        try (SocketClient engine = SocketClient.open(scene.host())) {
            engine.enter("40" + CommandText.argument("token", token("of the tutorial", name)));
            jonas.await(Heard.came("lobby", name));
        }
    }

    @Test
    void aRefusedTokenIsNamedAtEveryDoor() throws Exception {
        String expired = token("mira", "Mira", -GRACE_SECONDS - 1);
        Chatter mira = scene.connect();
        assertEquals("unauthorized", hello(mira, expired).code());
        try (SocketClient engine = SocketClient.open(scene.host())) {
            for (String namespace : List.of("40", "40/parley,")) {
                engine.send(namespace + CommandText.argument("token", expired));
                String refusal = engine.await(namespace.replace("40", "44") + "{");
                assertEquals(
                        "unauthorized",
                        EngineClient.object(refusal).getJsonObject("data").getString("code"));
            }
        }
        for (HttpResponse<String> response : List.of(
                api.send(post(api.messages(room), expired)),
                api.get(api.messages(room), "Authorization", "Bearer " + expired))) {
            assertUnauthorized("unauthorized", response);
        }
    }

    @Test
    void aTokenInAnAddressIsNotRead() throws Exception {
        URI messages = URI.create(api.messages(room) + "?access_token=" + token("mira", "Mira"));
        HttpRequest post = HttpApi.request(messages, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"hello\"}"))
                .build();
        assertUnauthorized("invalid", api.send(post));
    }

    private static void assertUnauthorized(String code, HttpResponse<String> response) {
        assertEquals(401, response.statusCode(), response.body());
        assertEquals(code, HttpApi.json(response).getString("code"));
        assertEquals("Bearer", response.headers().firstValue("WWW-Authenticate").orElse(null));
    }

    @Test
    void anOpenSessionEndsWithItsTokenUnlessItIsRenewed() throws Exception {
        Chatter renewed = signedIn(shortToken("renewed", "Mira"));
        String id = renewed.id();
        Chatter mira = signedIn(shortToken("mira", "Mira"));
        try (SocketClient engine = SocketClient.open(scene.host())) {
            engine.enter("40/parley," + CommandText.argument("token", shortToken("engine", "Mira")));
            assertEquals(
                    "forbidden",
                    renewed.ask("hello", "token", token("mira", "Mira")).code());
            Heard welcome = renewed.ask("hello", "token", token("renewed", "Mira"));
            assertEquals(List.of("welcome", id), List.of(welcome.string("type"), welcome.member()));
            assertTrue(welcome.json().getInt("expiresIn") > 600_000, welcome.toString());

            assertEquals(4005, mira.awaitClose());
            engine.awaitEnd();
        }
        assertTrue(renewed.ask("ping").is("pong"));
    }

    @Test
    @HostContract
    void withoutGuestsEveryDoorWantsAToken() throws Exception {
        Host host = Hosts.shared(TokenIssuer.REQUIRED);
        HttpApi closed = HttpApi.of(host);
        try (Chatter guest = Chatter.connect(host.ws());
                SocketClient engine = SocketClient.open(host)) {
            assertEquals("unauthorized", guest.ask("hello", "name", "Mira").code());
            assertTrue(hello(guest, token("mira", "Mira")).is("welcome"));
            engine.send("40/parley," + CommandText.argument("name", "Mira"));
            engine.await("44/parley,{");
            engine.send("40");
            engine.await("44{");
        }
        for (String path : List.of("rooms", "search?q=word", "rooms/" + HttpApi.encoded(room) + "/messages")) {
            assertUnauthorized("unauthorized", closed.get(closed.at(path)));
            assertEquals(
                    200,
                    closed.get(closed.at(path), "Authorization", "Bearer " + token("mira", "Mira"))
                            .statusCode());
        }
        assertUnauthorized(
                "unauthorized",
                closed.send(post(
                        closed.messages(room),
                        "a-key-of-the-build-server",
                        "{\"name\":\"Build\",\"text\":\"hello\"}")));
        assertTrue(closed.get(host.http()).body().contains("data-guests=\"none\""));
    }
}
