package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.HttpApi;
import chat.parley.client.RawHttp;
import chat.parley.client.Scene;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching messages and listing rooms with single requests. */
@StoreContract
class SearchByHttpIT {
    private static final long PATIENCE = WaitLimit.TIME.toNanos();
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    @RegisterExtension
    final Scene scene = new Scene();

    private final Host host = scene.host();
    private final HttpApi api = HttpApi.of(host);
    private final String room = scene.room();

    @Test
    void whatIsFoundIsWhatTheSocketGives() throws Exception {
        Chatter mira = scene.joined("Mira");
        mira.post(room, "Caf\u00e9 Z\u00fcrich is \ud83c\udf7d open");
        JsonObject hit =
                awaitHits(1, "z\u00fcrich \ud83c\udf7d in:\"" + room + "\"").get(0);
        assertEquals(
                mira.ask("search", "query", "z\u00fcrich \ud83c\udf7d in:\"" + room + "\"")
                        .json()
                        .getJsonArray("hits")
                        .get(0),
                hit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "best"})
    void nextLeadsThroughAllThatIsFound(String order) throws Exception {
        try (Chatter mira = scene.joined("Mira")) {
            for (int i = 1; i <= 25; i++) {
                mira.post(room, "needle & pin " + i);
            }
        }
        String query = "\"needle & pin\" in:\"" + room + "\"";
        awaitHits(20, query); // one page
        awaitHits(1, "\"needle & pin 25\" in:\"" + room + "\"");
        List<Integer> seen = new ArrayList<>();
        URI page = search("?limit=10&order=" + order + "&q=" + encoded(query));
        while (page != null) {
            JsonObject found = HttpApi.json(api.get(page));
            found.getJsonArray("hits")
                    .getValuesAs(JsonObject.class)
                    .forEach(hit -> seen.add(hit.getJsonObject("message").getInt("offset")));
            String next = found.getString("next", null);
            page = next == null ? null : page.resolve(next);
        }
        assertEquals(
                IntStream.rangeClosed(1, 25).boxed().toList(),
                seen.stream().sorted().toList());
    }

    @Test
    @HostContract
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        for (URI page : List.of(
                search("?q=" + encoded("nothing in:\"" + room + "\"")),
                api.at("rooms?find=" + encoded(room + " of nobody")))) {
            String tag = api.get(page).headers().firstValue("ETag").orElseThrow();
            assertEquals(304, api.get(page, "If-None-Match", tag).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?q=",
                "?q=before%3Atomorrow",
                "?q=x&order=oldest",
                "?q=x&limit=0",
                "?q=x&limit=51",
                "?q=x&limit=-1",
                "?q=x&limit=y",
                "?q=x&cursor=",
                "?q=x&cursor=no+cursor"
            })
    void aQuestionThatMakesNoSenseIsRefusedByName(String query) throws Exception {
        HttpResponse<String> answer = api.get(search(query));
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals("invalid", HttpApi.json(answer).getString("code"));
    }

    @ParameterizedTest
    @HostContract
    @ValueSource(strings = {"search?q=%", "search?q=%zz", "search?q=%ff", "search?q=%ed%a0%80", "rooms?find=%ff"})
    void aQuestionThatIsNotUtf8IsRefused(String target) throws Exception {
        RawHttp.Response answer = RawHttp.get(host.http(), host.http().getPath() + "api/" + target);
        assertEquals(400, answer.status(), answer.body());
    }

    @Test
    void theRoomsAreThoseOfTheSocket() throws Exception {
        String odd = "k\u00fcche & keller " + room;
        Chatter mira = scene.named("Mira");
        mira.join(odd);
        URI rooms = api.at("rooms?find=" + encoded("K\u00fcche & keller " + room));
        long deadline = System.nanoTime() + PATIENCE;
        JsonObject byHttp = HttpApi.json(api.get(rooms));
        // The list may be a second old.
        while (byHttp.getJsonArray("rooms").size() != 1
                || byHttp.getJsonArray("rooms").getJsonObject(0).getInt("online") != 1) {
            assertTrue(System.nanoTime() < deadline, byHttp.toString());
            LockSupport.parkNanos(PAUSE);
            byHttp = HttpApi.json(api.get(rooms));
        }
        assertEquals(odd, byHttp.getJsonArray("rooms").getJsonObject(0).getString("room"));
        assertEquals(
                mira.ask("rooms", "find", "k\u00fcche & keller " + room).json().getJsonArray("rooms"),
                byHttp.getJsonArray("rooms"));
    }

    private List<JsonObject> awaitHits(int number, String query) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            List<JsonObject> hits = HttpApi.json(api.get(search("?q=" + encoded(query))))
                    .getJsonArray("hits")
                    .getValuesAs(JsonObject.class);
            if (hits.size() == number) {
                return hits;
            }
            assertTrue(System.nanoTime() < deadline, query + " found " + hits);
            LockSupport.parkNanos(PAUSE);
        }
    }

    private URI search(String query) {
        return api.at("search" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
