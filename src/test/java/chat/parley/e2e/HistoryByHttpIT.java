package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** History for programs that poll occasionally. */
@HostContract
@StoreContract
class HistoryByHttpIT {
    @RegisterExtension
    final Scene scene = new Scene();

    private final HttpApi api = HttpApi.of(scene.host());
    private final String room = scene.room();

    @Test
    void theLinksLeadFromTheNewestPageToTheFirstMessage() throws Exception {
        say(room, 25);
        List<Long> offsets = new ArrayList<>();
        URI page = messages(room).resolve("messages?limit=10");
        while (page != null) {
            JsonObject json = HttpApi.json(api.get(page));
            assertEquals(room, json.getString("room"));
            assertEquals(25, json.getInt("head"));
            offsets.addAll(
                    0,
                    json.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                            .map(message -> message.getJsonNumber("offset").longValueExact())
                            .toList());
            String older = json.getJsonObject("links").getString("older", null);
            page = older == null ? null : page.resolve(older);
        }
        assertEquals(LongStream.rangeClosed(1, 25).boxed().toList(), offsets);
    }

    @Test
    void aKeySaysWhoReadsAndAnythingElseInTheHeaderIsIgnored() throws Exception {
        String key = scene.key("reader of " + room);
        Chatter mira = scene.withKey("Mira", key);
        String plans =
                mira.ask("create-room", "kind", "private", "title", "Plans").room();
        String[] mine = {"Authorization", "Bearer " + key};
        assertEquals(200, api.get(api.messages(plans), mine).statusCode());
        for (String other : new String[] {
            "Bearer " + scene.key("a stranger"),
            "Bearer short",
            "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl",
            "Basic bWlyYQ=="
        }) {
            assertEquals(
                    404, api.get(api.messages(plans), "Authorization", other).statusCode(), other);
            assertEquals(
                    200, api.get(api.messages(room), "Authorization", other).statusCode(), other);
        }
    }

    @Test
    void thePageIsWhatTheSocketGives() throws Exception {
        say(room, 3);
        Chatter mira = scene.joined("Mira");
        JsonObject byHttp = HttpApi.json(api.get(messages(room)));
        assertEquals(
                mira.ask("history", "room", room).json().getJsonArray("messages"), byHttp.getJsonArray("messages"));
    }

    @Test
    void theLinkHeaderNamesTheNeighbours() throws Exception {
        say(room, 9);
        String link = api.get(messages(room).resolve("messages?around=5&limit=2"))
                .headers()
                .firstValue("Link")
                .orElseThrow();
        assertEquals("<messages?after=5&limit=2>; rel=\"next\", <messages?before=4&limit=2>; rel=\"prev\"", link);
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        say(room, 2);
        HttpResponse<String> first = api.get(messages(room));
        String tag = first.headers().firstValue("ETag").orElseThrow();
        for (String known : List.of(tag, tag.replace("W/", ""), "\"x\", " + tag, "*")) {
            assertEquals(304, api.get(messages(room), "If-None-Match", known).statusCode(), known);
        }
        assertEquals(
                200,
                api.get(messages(room), "If-None-Match", "x" + tag.replace("\"", ""))
                        .statusCode());
        say(room, 1);
        HttpResponse<String> changed = api.get(messages(room), "If-None-Match", tag);
        assertEquals(200, changed.statusCode());
        assertEquals(3, HttpApi.json(changed).getJsonArray("messages").size());
    }

    @Test
    void aLongPageHasItsTypeForWhoOffersHttp2AsWell() throws Exception {
        say(room, 100);
        HttpRequest upgradable = HttpRequest.newBuilder(messages(room).resolve("messages?limit=100"))
                .version(HttpClient.Version.HTTP_2)
                .build();
        assertEquals(
                100, HttpApi.json(api.send(upgradable)).getJsonArray("messages").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "50 %", "küche+garten", "部屋", "a;b=c", "what?#"})
    void everyNameOfARoomHasAnAddress(String name) throws Exception {
        String odd = name + " " + room;
        say(odd, 1);
        JsonObject page = HttpApi.json(api.get(messages(odd)));
        assertEquals(odd, page.getString("room"));
        assertEquals(1, page.getJsonArray("messages").size());
    }

    @Test
    void aRoomThatNobodyKnowsIsEmpty() throws Exception {
        JsonObject page = HttpApi.json(api.get(messages(room)));
        assertEquals(0, page.getInt("head"));
        assertTrue(page.getJsonArray("messages").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?before=x", "?after=-1", "?limit=0", "?limit=1000", "?before=3&after=1", "?around=1.5"})
    void aQuestionThatMakesNoSenseIsRefusedByName(String query) throws Exception {
        HttpResponse<String> answer = api.get(messages(room).resolve("messages" + query));
        assertEquals(400, answer.statusCode());
        assertEquals("invalid", HttpApi.json(answer).getString("code"));
    }

    @Test
    void whatIsNotOfferedIsRefused() throws Exception {
        HttpRequest put = HttpRequest.newBuilder(messages(room))
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = api.send(put);
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD, POST", answer.headers().firstValue("Allow").orElseThrow());
        HttpRequest head = HttpRequest.newBuilder(messages(room))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> headers = api.send(head);
        assertEquals(200, headers.statusCode());
        assertEquals("", headers.body());
        assertEquals(404, api.get(api.at("nothing")).statusCode());
    }

    private URI messages(String name) {
        return api.messages(name);
    }

    private void say(String name, int messages) {
        try (Chatter guest = scene.named("Guest")) {
            guest.join(name);
            for (int i = 1; i <= messages; i++) {
                guest.post(name, "message " + i);
            }
        }
    }
}
