package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching messages. */
@StoreContract
class SearchIT {
    private static final long PATIENCE = WaitLimit.TIME.toNanos();
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    @RegisterExtension
    final Scene scene = new Scene();

    private final String room = scene.room();
    private final String in = " in:\"" + room + "\"";
    private final Chatter mira = scene.joined("Mira Okafor");

    @Test
    void whatWasSaidIsFoundWithTheWordsMarked() {
        mira.post(room, "Nothing to see here");
        mira.post(room, "The rollback of Café Zürich is done");
        JsonObject hit = awaitHits(1, "cafe zurich" + in).get(0);
        JsonObject message = hit.getJsonObject("message");
        assertEquals(2, message.getInt("offset"));
        assertEquals(room, message.getString("room"));
        List<String> marked = hit.getJsonArray("marks").getValuesAs(JsonObject.class).stream()
                .map(mark -> message.getString("text").substring(mark.getInt("start"), mark.getInt("end")))
                .toList();
        assertTrue(String.join(" ", marked).equals("Café Zürich"), marked.toString());
    }

    @Test
    void aHitSaysWhoIsMentioned() {
        mira.post(room, "is @mira okafor to be found");
        JsonObject mention = awaitHits(1, "found" + in)
                .get(0)
                .getJsonObject("message")
                .getJsonArray("mentions")
                .getJsonObject(0);
        assertEquals(List.of(3, 15), List.of(mention.getInt("start"), mention.getInt("end")));
    }

    @Test
    void anEditIsFoundByItsNewWordsAndADeletionByNone() {
        mira.post(room, "the first words");
        awaitHits(1, "first" + in);
        mira.ask("edit", "room", room, "target", 1, "text", "the second words");
        awaitHits(1, "second" + in);
        assertEquals(List.of(), hits("first" + in));
        mira.ask("delete", "room", room, "target", 1);
        assertEquals(List.of(), hits("second" + in));
        assertEquals(List.of(), hits("words" + in));
    }

    @Test
    void aPageGoesOnWhereTheOneBeforeItEnded() {
        for (int i = 1; i <= 25; i++) {
            mira.post(room, "needle " + i);
        }
        awaitHits(1, "\"needle 25\"" + in);
        List<Integer> seen = new ArrayList<>();
        String cursor = null;
        do {
            Heard page = mira.ask("search", "query", "needle" + in, "limit", 10, "cursor", cursor);
            assertTrue(page.is("search"), page.toString());
            page.json()
                    .getJsonArray("hits")
                    .getValuesAs(JsonObject.class)
                    .forEach(hit -> seen.add(hit.getJsonObject("message").getInt("offset")));
            cursor = page.string("cursor");
        } while (cursor != null);
        assertEquals(25, seen.size());
        assertEquals(seen.stream().sorted((a, b) -> b - a).toList(), seen);
    }

    @Test
    void filtersTellWhoAndWhatAndWhen() {
        mira.post(room, "see https://example.org/ for more");
        try (Chatter jonas = scene.joined("Jonas")) {
            jonas.post(room, "see nothing");
        }
        awaitHits(2, "see" + in);
        assertEquals(1, hits("see from:jonas" + in).size());
        assertEquals(1, hits("see from:\"mira okafor\"" + in).size());
        assertEquals(1, hits("has:link" + in).size());
        assertEquals(0, hits("see before:2020-01-01" + in).size());
        assertEquals(2, hits("see after:2020-01-01" + in).size());
        assertEquals(1, hits("see -nothing" + in).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "before:yesterday", "*", "in:", "\u0000", "((((", "has:everything", "from:\""})
    void aQueryThatMakesNoSenseIsRefusedByName(String query) {
        Heard answer = mira.ask("search", "query", query);
        assertEquals("invalid", answer.code(), answer.toString());
        assertFalse(answer.string("message").isBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a' OR '1'='1", "NEAR(a b)", "a AND NOT b", "{a b}:c", "a <-> b", "a & | b", "🎉", "-"})
    void aQueryThatLooksLikeADatabasesIsAnswered(String query) {
        Heard answer = mira.ask("search", "query", query);
        assertTrue(answer.is("search") || "invalid".equals(answer.code()), answer.toString());
    }

    @Test
    void aForgedCursorIsRefusedByName() {
        assertEquals(
                "invalid",
                mira.ask("search", "query", "word", "cursor", "' OR 1=1").code());
    }

    private List<JsonObject> hits(String query) {
        Heard answer = mira.ask("search", "query", query);
        assertTrue(answer.is("search"), answer.toString());
        return answer.json().getJsonArray("hits").getValuesAs(JsonObject.class);
    }

    /** Waits for indexing, which is asynchronous. */
    private List<JsonObject> awaitHits(int number, String query) {
        long deadline = System.nanoTime() + PATIENCE;
        List<JsonObject> found = hits(query);
        while (found.size() != number) {
            assertTrue(System.nanoTime() < deadline, "found " + found);
            LockSupport.parkNanos(PAUSE);
            found = hits(query);
        }
        return found;
    }
}
