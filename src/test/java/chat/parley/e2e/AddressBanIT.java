package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.CookieBrowser;
import chat.parley.client.EngineClient;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.SocketClient;
import chat.parley.client.Team;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A guest who is banned with its address comes back through every door, and is refused. */
@StoreContract
@Timeout(60)
class AddressBanIT {
    /** As a trusted proxy reports it. */
    private static final String ELSEWHERE = "203.0.113.9";

    private static final String FORWARDED = "X-Forwarded-For";
    private static final int FORBIDDEN = 403;

    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(Team.OFFERED));

    private final HttpApi api = HttpApi.of(scene.host());
    private final String room = scene.room();
    private Chatter owner;
    private Chatter troll;

    @BeforeEach
    void theTrollIsThere() throws Exception {
        owner = connected(Team.of(scene.host()).owner());
        troll = here("Troll");
        assertTrue(owner.join(room).is("joined"));
        assertTrue(troll.join(room).is("joined"));
        owner.post(room, "moonshine " + room);
    }

    private Chatter connected(CookieBrowser browser) {
        Chatter chatter = scene.keep(Chatter.connect(scene.host().ws(), "Cookie", browser.cookies()));
        assertTrue(chatter.ask("hello").is("welcome"));
        return chatter;
    }

    /** A guest at the address of the tests. */
    private Chatter here(String name) {
        return scene.keep(Chatter.named(name, scene.host()));
    }

    private Chatter from(String address, String name) {
        return scene.keep(Chatter.from(address, name, scene.host()));
    }

    private Heard ban(Chatter guest) {
        return owner.ask(
                "set-role",
                "room",
                room,
                "member",
                guest.id(),
                "role",
                "banned",
                "seconds",
                600,
                "reason",
                "Advertising",
                "address",
                true);
    }

    /** @param headers alternating names and values */
    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return api.send(HttpApi.request(api.at(path), headers).build());
    }

    private HttpResponse<String> post(String... headers) throws Exception {
        URI messages = api.messages(room);
        return api.send(HttpApi.request(messages, headers)
                .header("Authorization", "Bearer the-key-of-" + UUID.randomUUID())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Bot\",\"text\":\"hello\"}"))
                .build());
    }

    @Test
    void otherGuestsFromThereAreRefusedAtEveryDoorAndNobodyElse() throws Exception {
        String member = "Member " + UUID.randomUUID();
        CookieBrowser signedIn = Team.of(scene.host()).join(member);
        Chatter neighbour = here("Neighbour");
        assertTrue(neighbour.join(room).is("joined"));
        assertTrue(ban(troll).is("ack"));
        owner.post(room, "afterwards");
        Heard removed = neighbour.await(event -> event.is("room-removed"));
        assertEquals("Advertising", removed.json().getString("reason"));
        assertTrue(neighbour.ask("ping").is("pong"));
        assertEquals(List.of(), neighbour.heard(event -> event.toString().contains("afterwards")));

        Chatter again = here("Somebody Else");
        Heard refusal = again.join(room);
        assertEquals("forbidden", refusal.code());
        String told = refusal.json().getString("message");
        assertTrue(told.matches("You are banned from this room until .* UTC\\. Reason: Advertising"), told);
        SocketClient socket = scene.keep(SocketClient.open(scene.host()));
        socket.enter("40/parley," + CommandText.argument("name", "Sock"));
        socket.send(EngineClient.event(1, "join", "room", room));
        JsonObject reply = EngineClient.array(socket.await("43/parley,1[")).getJsonObject(0);
        assertEquals("forbidden", reply.getString("code"));
        assertEquals(told, reply.getString("message"));
        String encoded = HttpApi.encoded(room);
        for (String path : new String[] {"rooms/" + encoded + "/messages", "rooms/" + encoded + "/pins"}) {
            assertEquals(FORBIDDEN, get(path).statusCode(), path);
            assertEquals(200, get(path, FORWARDED, ELSEWHERE).statusCode(), path);
        }
        assertEquals(FORBIDDEN, post().statusCode());
        assertEquals(201, post(FORWARDED, ELSEWHERE).statusCode());
        while (!get("search?q=moonshine", FORWARDED, ELSEWHERE).body().contains(room)) {
            Thread.onSpinWait(); // until it is indexed
        }
        assertFalse(get("search?q=moonshine").body().contains(room));

        Chatter other = from(ELSEWHERE, "Other");
        assertTrue(other.join(room).is("joined"));
        assertTrue(connected(signedIn).join(room).is("joined"), "who has signed in is not affected");
    }

    @Test
    void theAddressIsFreeWithTheGuest() {
        assertTrue(ban(troll).is("ack"));
        Chatter again = here("Somebody Else");
        assertEquals("forbidden", again.join(room).code());
        assertTrue(owner.ask("set-role", "room", room, "member", troll.id(), "role", "member")
                .is("ack"));
        again.await(event -> event.is("room-added"));
        assertTrue(again.join(room).is("joined"));
    }

    @Test
    void aNetworkOfIpv6IsOneAddressAndTheNextOneIsAnother() {
        Chatter guest = from("2001:db8:7:1::1", "Guest");
        assertTrue(guest.join(room).is("joined"));
        assertTrue(ban(guest).is("ack"));
        assertEquals(
                "forbidden", from("2001:db8:7:1:ffff::2", "Again").join(room).code());
        assertTrue(from("2001:db8:7:2::1", "Other").join(room).is("joined"));
        assertTrue(here("Here").join(room).is("joined"));
    }
}
