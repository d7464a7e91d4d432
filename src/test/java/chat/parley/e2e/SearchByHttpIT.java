package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.RawHttp;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding what was said, and the rooms it was said in, with single requests. */
@StoreContract
class SearchByHttpIT {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Host host = Hosts.current();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String room = UnusedRoom.name();

    @Test
    void whatIsFoundIsWhatTheSocketGives() throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            mira.post(room, "Caf\u00e9 Z\u00fcrich is \ud83c\udf7d open");
            JsonObject hit = awaitHits(1, "z\u00fcrich \ud83c\udf7d in:\"" + room + "\"").get(0);
            assertEquals(mira.ask("search", "query", "z\u00fcrich \ud83c\udf7d in:\"" + room + "\"").json().getJsonArray("hits").get(0), hit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "best"})
    void nextLeadsThroughAllThatIsFound(String order) throws Exception {
        try (Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            for (int i = 1; i <= 25; i++) {
                mira.post(room, "needle & pin " + i);
            }
        }
        String query = "\"needle & pin\" in:\"" + room + "\"";
        awaitHits(20, query); // a page
        awaitHits(1, "\"needle & pin 25\" in:\"" + room + "\"");
        List<Integer> seen = new ArrayList<>();
        URI page = search("?limit=10&order=" + order + "&q=" + encoded(query));
        while (page != null) {
            JsonObject found = json(get(page));
            found.getJsonArray("hits").getValuesAs(JsonObject.class).forEach(hit -> seen.add(hit.getJsonObject("message").getInt("offset")));
            String next = found.getString("next", null);
            page = next == null ? null : page.resolve(next);
        }
        assertEquals(IntStream.rangeClosed(1, 25).boxed().toList(), seen.stream().sorted().toList());
    }

    @Test
    @HostContract
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        for (URI page : List.of(search("?q=" + encoded("nothing in:\"" + room + "\"")), host.http().resolve("api/rooms?find=" + encoded(room + " of nobody")))) {
            String tag = get(page).headers().firstValue("ETag").orElseThrow();
            assertEquals(304, client.send(HttpRequest.newBuilder(page).header("If-None-Match", tag).build(), HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q=", "?q=before%3Atomorrow", "?q=x&order=oldest", "?q=x&limit=0", "?q=x&limit=51", "?q=x&limit=-1", "?q=x&limit=y", "?q=x&cursor=", "?q=x&cursor=no+cursor"})
    void aQuestionThatMakesNoSenseIsRefusedByName(String query) throws Exception {
        HttpResponse<String> answer = get(search(query));
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals("invalid", json(answer).getString("code"));
    }

    @ParameterizedTest
    @HostContract
    @ValueSource(strings = {"search?q=%", "search?q=%zz", "search?q=%ff", "search?q=%ed%a0%80", "rooms?find=%ff"})
    void aQuestionThatIsNotUtf8IsRefused(String target) throws Exception {
        RawHttp.Answer answer = RawHttp.get(host.http(), host.http().getPath() + "api/" + target);
        assertEquals(400, answer.status(), answer.body());
    }

    @Test
    void theRoomsAreThoseOfTheSocket() throws Exception {
        String odd = "k\u00fcche & keller " + room;
        try (Chatter mira = Chatter.named("Mira", host)) {
            mira.join(odd);
            URI rooms = host.http().resolve("api/rooms?find=" + encoded("K\u00fcche & keller " + room));
            long deadline = System.nanoTime() + PATIENCE;
            JsonObject byHttp = json(get(rooms));
            while (byHttp.getJsonArray("rooms").size() != 1 || byHttp.getJsonArray("rooms").getJsonObject(0).getInt("online") != 1) { // a second old at most
                assertTrue(System.nanoTime() < deadline, byHttp.toString());
                LockSupport.parkNanos(PAUSE);
                byHttp = json(get(rooms));
            }
            assertEquals(odd, byHttp.getJsonArray("rooms").getJsonObject(0).getString("room"));
            assertEquals(mira.ask("rooms", "find", "k\u00fcche & keller " + room).json().getJsonArray("rooms"), byHttp.getJsonArray("rooms"));
        }
    }

    private List<JsonObject> awaitHits(int number, String query) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            List<JsonObject> hits = json(get(search("?q=" + encoded(query)))).getJsonArray("hits").getValuesAs(JsonObject.class);
            if (hits.size() == number) {
                return hits;
            }
            assertTrue(System.nanoTime() < deadline, query + " found " + hits);
            LockSupport.parkNanos(PAUSE);
        }
    }

    private URI search(String query) {
        return host.http().resolve("api/search" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json"), answer + " " + answer.body());
        return Heard.in(answer.body()).get(0).json();
    }
}
