package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.Shown;
import chat.parley.e2e.host.StoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Edits, deletions, reactions, replies and topics: each is an entry, and all clients converge. */
@StoreContract
class ChangesIT {
    private static final String THUMB = "\ud83d\udc4d";
    private static final String SECRET = "mumpitz";
    private static final String HEART = "\u2764\ufe0f";
    private static final List<String> ALL_KINDS = List.of(
            "message", "edited", "message", "reacted", "reacted", "unreacted", "topic-changed", "message", "deleted");

    @RegisterExtension
    final Scene scene = new Scene();

    private final String room = scene.room();
    private final Chatter mira = scene.joined("Mira");
    private final Chatter jonas = scene.joined("Jonas");

    /** Posts entries 1 to 9, of {@link #ALL_KINDS}. @return their acks */
    private List<Heard> talk() {
        List<Heard> acks = List.of(
                mira.post(room, "one"),
                mira.ask("edit", "room", room, "target", 1, "text", "eins"),
                jonas.ask("post", "room", room, "text", "an answer", "replyTo", 1),
                jonas.ask("react", "room", room, "target", 1, "emoji", THUMB),
                mira.ask("react", "room", room, "target", 3, "emoji", HEART),
                mira.ask("unreact", "room", room, "target", 3, "emoji", HEART),
                jonas.ask("topic", "room", room, "topic", "counting"),
                mira.post(room, SECRET),
                mira.ask("delete", "room", room, "target", 8));
        assertTrue(acks.stream().allMatch(ack -> ack.is("ack")), acks.toString());
        return acks;
    }

    private Map<Long, String> shown(Chatter chatter) {
        Shown shown = new Shown();
        chatter.heard(Heard.logged(room)).forEach(shown::hear);
        return shown.messages();
    }

    private static Map<Long, String> shown(Heard page) {
        Shown shown = new Shown();
        shown.turnTo(page, List.of());
        return shown.messages();
    }

    private Heard byHttp(String query) throws Exception {
        return HttpApi.of(scene.host()).history(room, query);
    }

    @Test
    void everybodySeesEachChangeAsTheNextEntryAndComesToTheSame() throws Exception {
        List<Heard> acks = talk();
        for (Chatter chatter : List.of(mira, jonas)) {
            List<Heard> entries = chatter.await(ALL_KINDS.size(), Heard.logged(room));
            assertEquals(
                    ALL_KINDS,
                    entries.stream().map(entry -> entry.string("type")).toList());
            for (int i = 0; i < acks.size(); i++) {
                assertEquals(i + 1, entries.get(i).offset());
                assertEquals(acks.get(i).position(), entries.get(i).position());
                assertEquals(acks.get(i).string("at"), entries.get(i).string("at"));
                assertEquals(acks.get(i).ref(), entries.get(i).ref());
            }
            assertEquals("counting", entries.get(6).string("topic"));
        }
        Map<Long, String> seen = shown(mira);
        assertEquals(List.of(1L, 3L, 8L), List.copyOf(seen.keySet()));
        assertTrue(
                seen.get(1L).contains(": eins (edited ")
                        && seen.get(1L).endsWith("{" + THUMB + "=[" + jonas.id() + "]}"),
                seen.get(1L));
        assertTrue(seen.get(3L).endsWith(" to 1: an answer {}"), seen.get(3L));
        assertTrue(seen.get(8L).endsWith(": deleted {}"), seen.get(8L));
        assertEquals(seen, shown(jonas));
        assertEquals(seen, shown(mira.ask("history", "room", room)));
        assertEquals(seen, shown(byHttp("")));
        Chatter nora = scene.named("Nora");
        assertEquals("counting", nora.join(room).string("topic"));
        nora.await(ALL_KINDS.size(), Heard.logged(room));
        assertEquals(seen, shown(nora));
    }

    @Test
    void whoWasAwayGetsTheChangesByResuming() {
        mira.post(room, "before");
        Heard last = jonas.await(Heard.message(room));
        jonas.close();
        mira.ask("edit", "room", room, "target", 1, "text", "after");
        mira.ask("react", "room", room, "target", 1, "emoji", THUMB);
        mira.ask("topic", "room", room, "topic", "away");
        Chatter back = scene.named("Jonas");
        Heard joined = back.join(room, last.position());
        assertTrue(joined.recovered());
        assertEquals("away", joined.string("topic"));
        List<Heard> missed = back.await(3, Heard.logged(room));
        assertEquals(
                List.of("edited", "reacted", "topic-changed"),
                missed.stream().map(entry -> entry.string("type")).toList());
        assertEquals(
                LongStream.rangeClosed(2, 4).boxed().toList(),
                missed.stream().map(Heard::offset).toList());
        Shown shown = new Shown();
        shown.hear(last);
        missed.forEach(shown::hear);
        mira.await(4, Heard.logged(room));
        assertEquals(shown(mira), shown.messages());
        back.join(room, missed.get(0).position());
        assertEquals(3, back.await(4, Heard.logged(room)).get(3).offset(), "a client can resume from a change");
    }

    @Test
    void whatWasDeletedIsNowhereAnyMore() throws Exception {
        Heard first = mira.post(room, "harmless");
        mira.post(room, "the word is " + SECRET);
        mira.ask("edit", "room", room, "target", 2, "text", "the word was " + SECRET);
        mira.ask("edit", "room", room, "target", 2, "text", "never say " + SECRET);
        jonas.ask("react", "room", room, "target", 2, "emoji", THUMB);
        jonas.ask("post", "room", room, "text", "what?", "replyTo", 2);
        mira.ask("delete", "room", room, "target", 2);
        mira.post(room, "the end");
        List<Heard> told = new ArrayList<>();
        for (String since :
                new String[] {null, first.position(), first.position().split("-")[0] + "-0-0"}) {
            try (Chatter nora = scene.named("Nora")) {
                assertEquals(since != null, nora.join(room, since).recovered());
                nora.await(Heard.message(room, "the end"));
                Heard target = nora.await(entry -> entry.is("message") && entry.offset() == 2);
                assertTrue(target.json().getBoolean("deleted"));
                assertNull(target.json().get("reactions"));
                assertNull(nora.await(entry -> entry.is("edited") && entry.offset() == 3)
                        .text());
                told.addAll(nora.heard(heard -> true));
                for (Object[] page : new Object[][] {
                    {"room", room}, {"room", room, "after", 0}, {"room", room, "around", 2}, {"room", room, "around", 3}
                }) {
                    told.add(nora.ask("history", page));
                }
                told.add(nora.ask("search", "query", SECRET));
            }
        }
        told.add(byHttp(""));
        told.add(byHttp("?around=2"));
        assertFalse(told.toString().contains(SECRET), told.toString());
        assertTrue(mira.heard(Heard.logged(room)).toString().contains(SECRET), "other members receive it");
    }

    @Test
    void whatWasEditedAwayIsToldToNobodyWhoComesLater() throws Exception {
        Heard first = mira.post(room, "the word is " + SECRET);
        mira.ask("edit", "room", room, "target", 1, "text", "the word was " + SECRET);
        jonas.ask("react", "room", room, "target", 1, "emoji", THUMB);
        mira.ask("edit", "room", room, "target", 1, "text", "no word");
        mira.post(room, "the end");
        List<Heard> told = new ArrayList<>();
        for (String since :
                new String[] {null, first.position(), first.position().split("-")[0] + "-0-0"}) {
            try (Chatter nora = scene.named("Nora")) {
                assertEquals(since != null, nora.join(room, since).recovered());
                nora.await(Heard.message(room, "the end"));
                assertNull(nora.await(entry -> entry.is("edited") && entry.offset() == 2)
                        .text());
                assertEquals(
                        "no word",
                        nora.await(entry -> entry.is("edited") && entry.offset() == 4)
                                .text());
                told.addAll(nora.heard(heard -> true));
                for (Object[] page :
                        new Object[][] {{"room", room}, {"room", room, "after", 0}, {"room", room, "around", 1}}) {
                    told.add(nora.ask("history", page));
                }
                told.add(nora.ask("search", "query", SECRET));
            }
        }
        told.add(byHttp(""));
        told.add(byHttp("?around=1"));
        assertFalse(told.toString().contains(SECRET), told.toString());
        mira.await(Heard.message(room, "the end"));
        assertEquals(shown(byHttp("")), shown(mira));
        assertTrue(mira.heard(Heard.logged(room)).toString().contains(SECRET), "other members receive it");
    }

    @Test
    void aRepeatedChangeGetsTheFirstAnswerAlsoAfterTheDeletion() {
        mira.post(room, "one");
        List<String> commands = List.of(
                CommandText.of("edit", "ref", "e", "room", room, "target", 1, "text", "eins"),
                CommandText.of("react", "ref", "r", "room", room, "target", 1, "emoji", THUMB),
                CommandText.of("delete", "ref", "d", "room", room, "target", 1));
        for (int times = 1; times <= 2; times++) {
            for (int i = 0; i < commands.size(); i++) {
                mira.send(commands.get(i));
                String ref = List.of("e", "r", "d").get(i);
                Heard answer = mira.await(times, Heard.reply(ref)).get(times - 1);
                assertEquals(i + 2L, answer.is("ack") ? answer.offset() : 0, answer.toString());
                assertEquals(mira.reply(ref), answer);
            }
        }
        mira.send(CommandText.of("delete", "ref", "r", "room", room, "target", 1));
        assertEquals("conflict", mira.await(3, Heard.reply("r")).get(2).code());
        mira.post(room, "two");
        assertEquals(
                LongStream.rangeClosed(1, 5).boxed().toList(),
                mira.await(5, Heard.logged(room)).stream().map(Heard::offset).toList());
    }

    @Test
    void whatCannotBeIsRefusedByNameAndSeenByNobody() {
        mira.post(room, "one");
        assertEquals(
                "forbidden",
                jonas.ask("edit", "room", room, "target", 1, "text", "x").code());
        assertEquals("forbidden", jonas.ask("delete", "room", room, "target", 1).code());
        assertEquals(
                "not-found",
                jonas.ask("react", "room", room, "target", 2, "emoji", THUMB).code());
        assertEquals(
                "not-found",
                jonas.ask("post", "room", room, "text", "x", "replyTo", 7).code());
        assertEquals(
                "invalid",
                jonas.ask("react", "room", room, "target", 0, "emoji", THUMB).code());
        assertEquals(
                "invalid",
                jonas.ask("react", "room", room, "target", 1, "emoji", "a b").code());
        assertEquals(
                "invalid",
                mira.ask("edit", "room", room, "target", 1, "text", " ").code());
        assertEquals("invalid", mira.ask("delete", "room", room).code());
        assertEquals(
                "invalid",
                mira.ask("topic", "room", room, "topic", "x".repeat(251)).code());
        mira.ask("delete", "room", room, "target", 1);
        assertEquals(
                "not-found",
                mira.ask("edit", "room", room, "target", 1, "text", "x").code());
        try (Chatter nora = scene.named("Nora")) {
            assertEquals(
                    "not-joined",
                    nora.ask("react", "room", room, "target", 1, "emoji", THUMB).code());
        }
        assertEquals(3, mira.post(room, "two").offset());
    }

    @Test
    void pagesCountMessagesAndNeitherRepeatNorSkipOne() throws Exception {
        int messages = 0;
        for (int i = 0; i < 24; i++) {
            Chatter one = i % 2 == 0 ? mira : jonas;
            long offset = one.post(room, "message " + i).offset();
            messages++;
            for (int changes = 0; changes < i % 4; changes++) {
                jonas.ask(changes % 2 == 0 ? "react" : "unreact", "room", room, "target", offset, "emoji", THUMB);
            }
        }
        mira.await(messages, Heard.message(room)); // an ack may come before the entry
        List<Long> all = List.copyOf(shown(mira).keySet());
        assertEquals(messages, all.size());
        for (int limit : new int[] {1, 5, 7}) {
            List<Long> back = new ArrayList<>();
            for (Heard page = mira.ask("history", "room", room, "limit", limit);
                    page != null;
                    page = page.older() == null
                            ? null
                            : mira.ask("history", "room", room, "limit", limit, "before", page.older())) {
                back.addAll(0, page.messages().stream().map(Heard::offset).toList());
                assertEquals(
                        page.older() == null ? page.messages().size() : limit,
                        page.messages().size());
            }
            assertEquals(all, back);
            List<Long> forth = new ArrayList<>();
            for (Heard page = byHttp("?after=0&limit=" + limit); page != null; ) {
                forth.addAll(page.messages().stream().map(Heard::offset).toList());
                String newer = page.json().getJsonObject("links").getString("newer", null);
                page = newer == null ? null : byHttp(newer.substring(newer.indexOf('?')));
            }
            assertEquals(all, forth);
        }
        for (long offset = 0; offset <= all.get(all.size() - 1) + 1; offset += 5) {
            long around = offset;
            Heard page = mira.ask("history", "room", room, "around", offset, "limit", 6);
            List<Long> there = page.messages().stream().map(Heard::offset).toList();
            List<Long> older = all.stream().filter(each -> each < around).toList();
            List<Long> newer = all.stream().filter(each -> each >= around).toList();
            List<Long> expected = new ArrayList<>(older.subList(Math.max(0, older.size() - 3), older.size()));
            expected.addAll(newer.subList(0, Math.min(3, newer.size())));
            assertEquals(expected, there, "around " + offset);
        }
    }
}
