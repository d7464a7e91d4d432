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
import chat.parley.client.UnusedRoom;
import chat.parley.client.Way;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests cannot take the names of members who sign in, at any door. */
@HostContract
class GuestNamesIT {
    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(TokenIssuer.ACCEPTED));

    private final HttpApi api = HttpApi.of(scene.host());
    private final String room = scene.room();
    /** Of a member who has signed in; no other test has it. */
    private final String name = "Mira Okafor " + UnusedRoom.name().replaceAll("[^a-z0-9]", "");
    /** Has a Cyrillic о, a digit for a letter and no space. */
    private final String lookalike = name.replace("Mira Okafor ", "M1RA-0kaf\u043er");

    private Chatter signIn() {
        return signIn(scene.host());
    }

    private Chatter signIn(Host host) {
        Chatter member = scene.keep(Chatter.connect(host.ws()));
        Heard welcome = TokenIT.hello(member, TokenIssuer.SHARED.token("subject of " + name, name));
        assertTrue(welcome.member().matches("@[\\w-]{22}"), welcome.toString());
        return member;
    }

    private static void assertTaken(JsonObject error) {
        assertEquals("name-taken", error.getString("code"), error.toString());
        assertEquals(
                "This name looks like that of a member who signs in; choose another one, or sign in",
                error.getString("message"));
    }

    private static EngineClient enter(EngineClient client, String packet) throws Exception {
        client.enter(packet);
        return client;
    }

    @Test
    void aWebSocketIsRefusedTheNameAndMayTryAnother() {
        signIn();
        Chatter guest = scene.connect();
        for (String each : new String[] {name, lookalike}) {
            assertTaken(guest.ask("hello", "name", each).json());
        }
        Heard welcome = guest.ask("hello", "name", "Somebody");
        assertTrue(welcome.is("welcome"));
        assertTrue(welcome.member().matches("[\\w-]{22}"), welcome.toString());
        assertTaken(guest.ask("rename", "name", lookalike).json());
        assertEquals(
                "Somebody else", guest.ask("rename", "name", "Somebody else").name());
    }

    @ParameterizedTest
    @EnumSource
    void aSocketIoClientIsRefusedTheName(Way way) throws Exception {
        signIn();
        try (EngineClient client = way.open(scene.host())) {
            client.send("40/parley," + CommandText.argument("name", lookalike, "key", UUID.randomUUID()));
            JsonObject refusal = EngineClient.object(client.await("44/parley,{"));
            assertTaken(refusal.getJsonObject("data"));
            client.enter("40/parley,");
            client.send(EngineClient.event(1, "hello", "name", lookalike));
            assertTaken(EngineClient.object(client.await("43/parley,1[")));
            client.send(EngineClient.event(2, "hello", "name", "Somebody"));
            assertEquals(
                    "welcome", EngineClient.object(client.await("43/parley,2[")).getString("type"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientOfTheTutorialIsRefusedTheNameAndMayTryAnother(Way way) throws Exception {
        Chatter member = signIn();
        member.join("lobby");
        String free = "Somebody of " + room;
        try (EngineClient client = enter(way.open(scene.host()), "40")) {
            client.send("421[\"new-user\",\"" + lookalike + "\"]");
            assertTaken(EngineClient.object(client.await("431[")));
            client.send("42[\"new-user\",\"" + lookalike + "\"]");
            assertTaken(EngineClient.object(client.await("42[\"error\"")));
            client.send("42[\"new-user\",\"" + free + "\"]");
            member.await(Heard.came("lobby", free));
        }
        assertEquals(0, member.heard(Heard.came("lobby", lookalike)).size());
    }

    /** It had the name before the member came, and brings it back in its offset. */
    @Test
    void aClientOfTheTutorialThatComesBackUnderTheNameIsRefused() throws Exception {
        JsonObject opened;
        String offset;
        try (EngineClient client = SocketClient.open(scene.host())) {
            opened = client.enter("40");
            client.send("421[\"new-user\",\"" + lookalike + "\"]");
            offset = EngineClient.array(client.await("42[\"offset\"")).getString(1);
            client.await("431[");
        }
        String back = "40" + CommandText.argument("pid", opened.getString("pid"), "offset", offset);
        try (EngineClient client = SocketClient.open(scene.host())) {
            client.send(back);
            client.await("40{");
        }
        signIn();
        try (EngineClient client = SocketClient.open(scene.host())) {
            client.send(back);
            assertTaken(EngineClient.object(client.await("44{")).getJsonObject("data"));
        }
    }

    @Test
    void aPostByHttpIsRefusedTheName() throws Exception {
        signIn();
        HttpResponse<String> refused = post(lookalike);
        assertEquals(409, refused.statusCode());
        assertTaken(HttpApi.json(refused));
        assertEquals(201, post("Somebody").statusCode());
        HttpResponse<String> read = api.get(api.messages(room), "Authorization", "Bearer " + UUID.randomUUID());
        assertEquals(200, read.statusCode(), "who only reads needs no name");
    }

    private HttpResponse<String> post(String author) throws Exception {
        HttpRequest request = HttpApi.request(
                        api.messages(room),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + UUID.randomUUID())
                .POST(HttpRequest.BodyPublishers.ofString(CommandText.argument("name", author, "text", "hello")))
                .build();
        return api.send(request);
    }

    @Test
    void aGuestWhoWasHereFirstKeepsTheNameUntilItsNextHello() {
        Chatter guest = scene.joined(name);
        Chatter member = signIn();
        member.join(room);
        guest.post(room, "I was first");
        Heard message = member.await(Heard.message(room, "I was first"));
        assertFalse(message.author().startsWith("@"), message.toString());
        guest.close();
        assertTaken(scene.connect().ask("hello", "name", name).json());
    }

    @Test
    @EmbeddedOnly
    void namesStayTakenAfterARestart() {
        try (Host host = Hosts.fresh(TokenIssuer.ACCEPTED)) {
            signIn(host);
            host.stop();
            host.start();
            try (Chatter guest = Chatter.connect(host.ws())) {
                assertTaken(guest.ask("hello", "name", lookalike).json());
            }
        }
    }
}
