package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.e2e.host.StoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading history page by page. */
@StoreContract
class HistoryIT {
    @RegisterExtension
    final Scene scene = new Scene();

    private final String room = scene.room();
    private final Chatter mira = scene.joined("Mira");

    @Test
    void thePagesFromTheNewestToTheOldestAreAllThatWasSaidInOrder() {
        say(130);
        List<Heard> all = new ArrayList<>();
        Heard page = ask();
        assertEquals(50, page.messages().size());
        assertNull(page.newer());
        while (true) {
            all.addAll(0, page.messages());
            assertEquals(130, page.head());
            if (page.older() == null) {
                break;
            }
            page = ask("before", page.older());
        }
        assertEquals(
                LongStream.rangeClosed(1, 130).boxed().toList(),
                all.stream().map(Heard::offset).toList());
        assertEquals("message 77", all.get(76).text());
    }

    @Test
    void whoReadsForwardComesToTheEnd() {
        say(25);
        List<Long> seen = new ArrayList<>();
        Long after = 0L;
        while (after != null) {
            Heard page = ask("after", after, "limit", 10L);
            page.messages().forEach(message -> seen.add(message.offset()));
            after = page.newer();
        }
        assertEquals(LongStream.rangeClosed(1, 25).boxed().toList(), seen);
    }

    @Test
    void aroundAMessageThereIsWhatWasSaidBeforeAndAfter() {
        say(30);
        Heard page = ask("around", 15L, "limit", 10L);
        assertEquals(
                LongStream.rangeClosed(10, 19).boxed().toList(),
                page.messages().stream().map(Heard::offset).toList());
        assertEquals(10L, page.older());
        assertEquals(19L, page.newer());
    }

    @Test
    void beyondTheEndsThereIsAWayBack() {
        say(3);
        Heard beyond = ask("after", 1000L);
        assertTrue(beyond.messages().isEmpty());
        assertEquals(
                List.of(1L, 2L, 3L),
                ask("before", beyond.older()).messages().stream()
                        .map(Heard::offset)
                        .toList());
        Heard first = ask("before", 1L);
        assertTrue(first.messages().isEmpty());
        assertEquals(
                List.of(1L, 2L, 3L),
                ask("after", first.newer()).messages().stream()
                        .map(Heard::offset)
                        .toList());
    }

    @Test
    void aRoomInWhichNothingWasSaidHasAnEmptyPage() {
        Heard page = ask();
        assertTrue(page.messages().isEmpty());
        assertNull(page.older());
        assertNull(page.newer());
    }

    @Test
    void aPageOfLongMessagesIsShorterAndLeavesNothingOut() {
        String text = "x".repeat(7_990);
        for (int i = 1; i <= 20; i++) {
            mira.post(room, text + i);
        }
        Heard page = ask();
        assertTrue(page.messages().size() < 20, page.messages().size() + " messages");
        Heard older = ask("before", page.older());
        assertEquals(
                page.messages().get(0).offset() - 1,
                older.messages().get(older.messages().size() - 1).offset());
    }

    @Test
    void readingMovesNoCursor() {
        say(5);
        ask("before", 3L);
        mira.post(room, "next");
        assertEquals(6, mira.await(Heard.message(room, "next")).offset());
        assertEquals(6, mira.heard(Heard.message(room)).size());
    }

    @Test
    void onlyThoseInTheRoomMayAsk() {
        Chatter jonas = scene.named("Jonas");
        assertEquals("not-joined", jonas.ask("history", "room", room).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid   | \"before\":3,\"after\":1",
                "invalid   | \"before\":-1",
                "invalid   | \"limit\":0",
                "invalid   | \"limit\":101",
                "malformed | \"limit\":1.5",
                "malformed | \"limit\":99999999999",
                "malformed | \"before\":\"3\"",
                "malformed | \"before\":1e400",
                "malformed | \"around\":[3]"
            })
    void aQuestionThatMakesNoSenseIsRefusedByName(String code, String fields) {
        mira.send("{\"type\":\"history\",\"ref\":\"odd\",\"room\":\"" + room + "\"," + fields + "}");
        assertEquals(code, mira.reply("odd").code());
    }

    /** Posts as several guests in turn, because of the rate limit per session. */
    private void say(int messages) {
        Chatter guest = null;
        for (int i = 1; i <= messages; i++) {
            if (guest == null) {
                guest = scene.named("Guest");
                guest.join(room);
            }
            guest.post(room, "message " + i);
            if (i % 60 == 0 || i == messages) {
                guest.close();
                guest = null;
            }
        }
    }

    private Heard ask(Object... fields) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            json.append(",\"").append(fields[i]).append("\":").append(fields[i + 1]);
        }
        String ref = "h" + System.nanoTime();
        mira.send("{\"type\":\"history\",\"ref\":\"" + ref + "\",\"room\":\"" + room + "\"" + json + "}");
        Heard page = mira.reply(ref);
        assertTrue(page.is("history"), page.toString());
        return page;
    }
}
