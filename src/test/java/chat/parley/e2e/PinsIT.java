package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pinned messages: everybody sees and lists the same ones. */
@StoreContract
class PinsIT {
    private static final String KEY = "a-key-of-the-build-server";

    @RegisterExtension
    final Scene scene = new Scene();

    private final HttpApi api = HttpApi.of(scene.host());
    private final String room = scene.room();
    private final Chatter mira = scene.joined("Mira");
    private final Chatter jonas = scene.joined("Jonas");

    private static List<String> texts(Heard pins) {
        assertTrue(pins.is("pins"), pins.toString());
        return pins.json().getJsonArray("messages").stream()
                .map(JsonValue::asJsonObject)
                .map(message -> {
                    assertTrue(message.getBoolean("pinned"), message.toString());
                    return message.getString("text");
                })
                .toList();
    }

    private List<String> listed(Chatter chatter) {
        return texts(chatter.ask("pins", "room", room));
    }

    @Test
    void anybodyPinsAndEverybodySeesIt() {
        mira.post(room, "the plan");
        mira.post(room, "a remark");
        mira.post(room, "the address");
        Heard ack = jonas.ask("pin", "room", room, "target", 1);
        mira.ask("pin", "room", room, "target", 3);
        List<Heard> seen = mira.await(5, Heard.logged(room));
        assertEquals(
                List.of("pinned", "1"),
                List.of(
                        seen.get(3).string("type"),
                        seen.get(3).json().get("target").toString()));
        assertEquals(ack.position(), seen.get(3).position());
        assertEquals(List.of("the address", "the plan"), listed(mira));
        assertEquals(listed(mira), listed(jonas));
        mira.ask("edit", "room", room, "target", 1, "text", "the new plan");
        mira.ask("unpin", "room", room, "target", 3);
        assertEquals(List.of("the new plan"), listed(jonas));
        Chatter nora = scene.named("Nora");
        nora.join(room);
        assertTrue(nora.await(Heard.message(room)).json().getBoolean("pinned"));
        mira.ask("delete", "room", room, "target", 1);
        assertEquals(List.of(), listed(nora));
    }

    @Test
    void aRepeatedPinIsOneEntryAndAnotherPinChangesNothing() {
        mira.post(room, "the plan");
        String pin = CommandText.of("pin", "room", room, "target", 1, "ref", "p-1");
        mira.send(pin);
        long first = mira.reply("p-1").offset();
        mira.send(pin);
        assertEquals(first, mira.await(2, Heard.reply("p-1")).get(1).offset());
        assertEquals(first + 1, jonas.ask("pin", "room", room, "target", 1).offset());
        assertEquals(List.of("the plan"), listed(mira));
    }

    @Test
    void aListOfLongMessagesIsBounded() {
        String text = "long ".repeat(1_500).strip();
        for (int target = 1; target <= 20; target++) {
            mira.post(room, text);
            mira.ask("pin", "room", room, "target", 2 * target - 1);
        }
        List<String> listed = listed(jonas);
        assertTrue(listed.size() > 10 && listed.size() < 20, listed.size() + " messages");
        assertEquals(text, listed.get(0));
    }

    @Test
    void errorsAreNamed() {
        mira.post(room, "the plan");
        assertEquals("not-found", mira.ask("pin", "room", room, "target", 9).string("code"));
        assertEquals("invalid", mira.ask("pin", "room", room, "target", 0).string("code"));
        assertEquals("invalid", mira.ask("pin", "room", room).string("code"));
        Chatter stranger = scene.named("Nora");
        assertEquals(
                "not-joined", stranger.ask("pin", "room", room, "target", 1).string("code"));
        assertEquals("not-joined", stranger.ask("pins", "room", room).string("code"));
        mira.ask("delete", "room", room, "target", 1);
        assertEquals("not-found", mira.ask("pin", "room", room, "target", 1).string("code"));
    }

    @Test
    @HostContract
    void programsPinByHttp() throws Exception {
        mira.post(room, "the plan");
        assertEquals(List.of(), byHttp());
        HttpResponse<String> pinned =
                byHttp("PUT", "1?name=Build", "Authorization", "Bearer " + KEY, "Idempotency-Key", "pin-1");
        assertEquals(200, pinned.statusCode(), pinned.body());
        assertEquals(
                pinned.body(),
                byHttp("PUT", "1?name=Build", "Authorization", "Bearer " + KEY, "Idempotency-Key", "pin-1")
                        .body());
        assertEquals("pinned", mira.await(2, Heard.logged(room)).get(1).string("type"));
        assertEquals(List.of("the plan"), byHttp());
        assertEquals(
                200,
                byHttp("DELETE", "1?name=Build", "Authorization", "Bearer " + KEY)
                        .statusCode());
        assertEquals(List.of(), byHttp());
        assertEquals(
                List.of(401, 400, 404, 400, 405, 403),
                List.of(
                        byHttp("PUT", "1?name=Build").statusCode(),
                        byHttp("PUT", "1", "Authorization", "Bearer " + KEY).statusCode(),
                        byHttp("PUT", "9?name=Build", "Authorization", "Bearer " + KEY)
                                .statusCode(),
                        byHttp("PUT", "0?name=Build", "Authorization", "Bearer " + KEY)
                                .statusCode(),
                        byHttp("POST", "1?name=Build", "Authorization", "Bearer " + KEY)
                                .statusCode(),
                        byHttp(
                                        "DELETE",
                                        "1?name=Build",
                                        "Authorization",
                                        "Bearer " + KEY,
                                        "Origin",
                                        "https://evil.example")
                                .statusCode()));
        assertNull(jonas.ask("history", "room", room)
                .json()
                .getJsonArray("messages")
                .getJsonObject(0)
                .get("pinned"));
    }

    private HttpResponse<String> byHttp(String method, String pin, String... headers) throws Exception {
        URI uri = api.at("rooms/" + HttpApi.encoded(room) + "/pins/" + pin);
        return api.send(HttpApi.request(uri, headers)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private List<String> byHttp() throws Exception {
        return texts(Heard.in(api.get(api.at("rooms/" + HttpApi.encoded(room) + "/pins"))
                        .body())
                .get(0));
    }
}
