package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.CookieBrowser;
import chat.parley.client.EngineClient;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.SignInProvider;
import chat.parley.client.SocketClient;
import chat.parley.client.TokenIssuer;
import chat.parley.e2e.host.Hosts;
import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Roles on the whole server, from tokens and from an identity provider, at every door. */
class ServerRolesIT {
    private static final String FORBIDDEN = "forbidden";
    private static final String YES = "yes";

    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(settings()));

    private final HttpApi api = HttpApi.of(scene.host());
    private final String room = scene.room();
    private final String subject = UUID.randomUUID().toString();
    private int acks;

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(TokenIssuer.ACCEPTED);
        settings.putAll(SignInProvider.OFFERED);
        settings.putAll(Map.of("token-role-claim", "roles", "token-owner-values", "admin, boss"));
        return settings;
    }

    private String token(Duration age, String... roles) {
        Instant now = Instant.now();
        return TokenIssuer.SHARED.sign(
                JWSAlgorithm.RS256,
                TokenIssuer.claims(subject, "Mira", now.plusSeconds(600))
                        .issueTime(Date.from(now.minus(age)))
                        .claim("roles", List.of(roles))
                        .build());
    }

    private Chatter withToken(String token) {
        Chatter chatter = scene.connect();
        assertTrue(TokenIT.hello(chatter, token).is("welcome"));
        assertTrue(chatter.join(room).is("joined"));
        return chatter;
    }

    private String tries(Chatter chatter, String type, Object... more) {
        Object[] fields = new Object[more.length + 2];
        fields[0] = "room";
        fields[1] = room;
        System.arraycopy(more, 0, fields, 2, more.length);
        return chatter.ask(type, fields).json().getString("code", YES);
    }

    private String slowsDown(Chatter chatter) {
        return tries(chatter, "slow-mode", "seconds", 0);
    }

    private String bySocket(SocketClient socket, String type, Object... fields) throws Exception {
        int ack = 1_000 + acks++;
        socket.send(EngineClient.event(ack, type, fields));
        return EngineClient.array(socket.await("43/parley," + ack + "["))
                .getJsonObject(0)
                .getString("code", YES);
    }

    private SocketClient socket(String token) throws Exception {
        SocketClient socket = scene.keep(SocketClient.open(scene.host()));
        socket.enter("40/parley," + CommandText.argument("token", token));
        socket.join(room);
        return socket;
    }

    private HttpResponse<String> byHttp(HttpRequest.Builder request, String token) throws Exception {
        return api.send(request.header("Authorization", "Bearer " + token).build());
    }

    private HttpRequest.Builder post() {
        return HttpApi.request(api.messages(room), "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"hello\"}"));
    }

    private HttpRequest.Builder pin(long target) {
        URI pins = URI.create(api.messages(room).toString().replaceFirst("messages$", "pins/" + target));
        return HttpApi.request(pins).PUT(HttpRequest.BodyPublishers.noBody());
    }

    @Test
    void whoMayOnlyReadReadsAtEveryDoor() throws Exception {
        Chatter jonas = scene.joined("Jonas");
        long target = jonas.post(room, "hello").offset();
        String token = token(Duration.ZERO, "admin", "parley-reader");
        Chatter mira = withToken(token);
        assertEquals("reader", mira.join(room).json().getString("role"));
        assertEquals(FORBIDDEN, tries(mira, "post", "text", "hello"));
        assertEquals(FORBIDDEN, tries(mira, "react", "target", target, "emoji", "🎉"));
        assertEquals(
                FORBIDDEN,
                mira.ask("create-room", "kind", "private", "title", "Plans").code());
        assertEquals(FORBIDDEN, bySocket(socket(token), "post", "room", room, "text", "hello"));
        for (HttpRequest.Builder request : List.of(post(), pin(target))) {
            HttpResponse<String> refused = byHttp(request, token);
            assertEquals(403, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains(FORBIDDEN), refused.body());
        }
        SocketClient tutorial = scene.keep(SocketClient.open(scene.host()));
        tutorial.enter("40" + CommandText.argument("token", token));
        tutorial.send("421[\"send-chat-message\",\"hello\"]");
        assertEquals(
                FORBIDDEN,
                EngineClient.array(tutorial.await("431[")).getJsonObject(0).getString("code"));
        assertEquals(200, byHttp(HttpApi.request(api.messages(room)), token).statusCode());
        assertTrue(mira.ask("history", "room", room).is("history"));
    }

    @Test
    void anOwnerOwnsPublicRoomsUntilANewerTokenSaysOtherwise() throws Exception {
        String token = token(Duration.ofMinutes(5), "boss");
        Chatter mira = withToken(token);
        SocketClient socket = socket(token);
        assertEquals("owner", mira.join(room).json().getString("role"));
        assertEquals(YES, tries(mira, "archive"));
        assertEquals(403, byHttp(post(), token).statusCode(), "an archived room");
        assertEquals(YES, bySocket(socket, "unarchive", "room", room));
        Chatter renewed = withToken(token(Duration.ofMinutes(4)));
        for (Chatter chatter : List.of(mira, renewed)) {
            assertEquals(FORBIDDEN, tries(chatter, "archive"));
        }
        assertEquals(FORBIDDEN, bySocket(socket, "archive", "room", room));
        assertEquals(201, byHttp(post(), token).statusCode());
        assertTrue(TokenIT.hello(mira, token(Duration.ofMinutes(3), "parley-reader"))
                .is("welcome"));
        assertEquals(403, byHttp(post(), token).statusCode(), "an older token");
        assertEquals(FORBIDDEN, bySocket(socket, "post", "room", room, "text", "hello"));
        assertTrue(TokenIT.hello(mira, token(Duration.ofMinutes(2), "parley-moderator"))
                .is("welcome"));
        assertEquals(YES, slowsDown(mira));
        assertEquals(FORBIDDEN, tries(mira, "archive"));
    }

    @Test
    void anOwnerByClaimDoesNotRunTheServer() throws Exception {
        String token = token(Duration.ZERO, "boss");
        assertEquals("owner", withToken(token).join(room).json().getString("role"));
        URI connections = scene.host().http().resolve("api/connections");
        HttpResponse<String> refused = byHttp(HttpApi.request(connections), token);
        assertEquals(403, refused.statusCode(), refused.body());
    }

    private Chatter connected(CookieBrowser browser) {
        Chatter chatter = scene.keep(Chatter.connect(scene.host().ws(), "Cookie", browser.cookies()));
        assertTrue(chatter.ask("hello").is("welcome"));
        chatter.join(room);
        return chatter;
    }

    private CookieBrowser signedIn(String... groups) throws Exception {
        return new CookieBrowser(scene.host()).signIn(subject, "Mira", List.of(groups));
    }

    @Test
    void aNewSignInChangesTheRoleOfOpenConnectionsAtOnce() throws Exception {
        Chatter jonas = scene.joined("Jonas");
        CookieBrowser laptop = signedIn("staff", "parley-owner");
        Chatter mira = connected(laptop);
        assertEquals(YES, tries(mira, "archive"));
        assertEquals(YES, tries(mira, "unarchive"));
        signedIn("staff");
        assertEquals(FORBIDDEN, tries(mira, "archive"));
        assertEquals(FORBIDDEN, slowsDown(mira));
        CookieBrowser phone = signedIn("chat moderators");
        assertEquals(YES, slowsDown(mira));
        assertEquals(YES, slowsDown(connected(phone)));
        assertEquals(YES, tries(mira, "set-role", "member", jonas.id(), "role", "reader"));
        assertEquals(FORBIDDEN, tries(mira, "set-role", "member", jonas.id(), "role", "owner"));
        signedIn("parley-reader");
        assertEquals(FORBIDDEN, tries(mira, "post", "text", "hello"));
        HttpResponse<String> posted =
                laptop.post(scene.host().http().relativize(api.messages(room)).toString(), "{\"text\":\"hello\"}");
        assertEquals(403, posted.statusCode(), posted.body());
    }

    @Test
    void aRoleEndsWithItsSession() throws Exception {
        CookieBrowser laptop = signedIn("parley-owner");
        Chatter mira = connected(laptop);
        assertEquals(200, laptop.send("POST", "sign-out").statusCode());
        assertEquals(4501, mira.awaitClose());
        assertEquals(FORBIDDEN, slowsDown(withToken(token(Duration.ZERO))));
    }
}
