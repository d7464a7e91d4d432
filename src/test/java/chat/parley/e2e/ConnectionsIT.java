package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CookieBrowser;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.Team;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Owners of the server list live connections and end them. */
@HostContract
class ConnectionsIT {
    private static final String KEY = "a-secret-of-Mira-with-two-connections";
    private static final int ENDED = 4502;
    private static final int SIGNED_OUT = 4501;

    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(Team.OFFERED));

    private final Team team = Team.of(scene.host());
    private final String name = "Mira " + UUID.randomUUID();

    private Chatter connected(CookieBrowser browser) {
        Chatter chatter = scene.keep(Chatter.connect(scene.host().ws(), "Cookie", browser.cookies()));
        assertTrue(chatter.ask("hello").is("welcome"));
        return chatter;
    }

    private JsonObject listed(String member) throws Exception {
        HttpResponse<String> answer = team.owner().get("api/connections?limit=1000&member=" + HttpApi.encoded(member));
        assertEquals(200, answer.statusCode(), answer.body());
        return HttpApi.json(answer);
    }

    @Test
    void ownersSeeWhoIsConnectedFromWhereAndSinceWhen() throws Exception {
        long before = System.currentTimeMillis();
        Chatter mira = scene.keep(Chatter.from("192.0.2.77", name, scene.host()));
        mira.join(UnusedRoom.name());
        JsonObject found = listed(mira.id());
        assertEquals(1, found.getInt("total"));
        JsonObject only = found.getJsonArray("connections").getJsonObject(0);
        assertEquals(name, only.getJsonObject("member").getString("name"));
        assertEquals("websocket", only.getString("door"));
        assertEquals("192.0.2.77", only.getString("address"));
        assertEquals(1, only.getInt("rooms"));
        long since = only.getJsonNumber("since").longValue();
        assertTrue(since >= before - 1_000 && since <= System.currentTimeMillis() + 1_000, only.toString());
        assertTrue(HttpApi.json(team.owner().get("api/connections?limit=1"))
                        .getJsonArray("connections")
                        .size()
                <= 1);
    }

    @Test
    void anOwnerEndsOneConnectionForGood() throws Exception {
        Chatter mira = scene.keep(Chatter.withKey(name, KEY, scene.host()));
        Chatter other = scene.keep(Chatter.withKey(name, KEY, scene.host()));
        String id =
                listed(mira.id()).getJsonArray("connections").getJsonObject(0).getString("id");
        assertEquals(204, team.owner().send("DELETE", "api/connections/" + id).statusCode());
        assertEquals(ENDED, mira.awaitClose());
        assertTrue(other.ask("ping").is("pong"));
        assertEquals(404, team.owner().send("DELETE", "api/connections/" + id).statusCode());
    }

    @Test
    void anOwnerEndsAllOfAMemberAndItsSignIns() throws Exception {
        CookieBrowser browser = team.join(name);
        List<Chatter> all = List.of(connected(browser), connected(browser));
        String member = all.get(0).id();
        HttpResponse<String> ended = team.owner().send("DELETE", "api/connections?member=" + HttpApi.encoded(member));
        assertEquals(200, ended.statusCode(), ended.body());
        assertEquals(1, HttpApi.json(ended).getInt("sessions"));
        for (Chatter each : all) {
            assertTrue(List.of(SIGNED_OUT, ENDED).contains(each.awaitClose()));
        }
        assertEquals(0, listed(member).getInt("total"));
        assertEquals(204, browser.get("api/me").statusCode());
    }

    @Test
    void nobodyElseMay() throws Exception {
        CookieBrowser browser = team.join(name);
        for (CookieBrowser each : List.of(browser, new CookieBrowser(scene.host()))) {
            int refused = each == browser ? 403 : 401;
            assertEquals(refused, each.get("api/connections").statusCode());
            assertEquals(
                    refused, each.send("DELETE", "api/connections?member=x").statusCode());
            assertEquals(refused, each.send("DELETE", "api/connections/x").statusCode());
        }
        assertEquals(400, team.owner().send("DELETE", "api/connections").statusCode());
        assertEquals(405, team.owner().send("GET", "api/connections/x").statusCode());
        assertEquals(
                403,
                team.owner()
                        .send("DELETE", "api/connections?member=x", "Sec-Fetch-Site", "cross-site")
                        .statusCode());
    }
}
