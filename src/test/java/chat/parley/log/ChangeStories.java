package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Reaction;
import chat.parley.index.SearchOrder;
import chat.parley.search.QueryParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits, deletions and reactions; the same for both databases. */
public abstract class ChangeStories {
    public static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    static final String THUMB = "\ud83d\udc4d";
    private static final String SECRET = "mumpitz";
    private static final int REACTIONS = 200;

    @TempDir
    Path files;

    LogBench bench;

    abstract LogBench open();

    @BeforeEach
    void opened() {
        bench = open();
    }

    @AfterEach
    void closed() {
        bench.close();
    }

    void say(String... texts) {
        for (String text : texts) {
            bench.say(text, null);
        }
    }

    Entry change(Member author, Body change, String ref) {
        CompletionStage<Entry> answer = bench.append(author, change, ref);
        bench.run();
        assertNull(LogBench.refusal(answer), change.toString());
        return bench.result(answer);
    }

    private void refused(ErrorCode code, Member author, Body body) {
        CompletionStage<Entry> answer = bench.append(author, body, null);
        bench.run();
        assertEquals(code, LogBench.refusal(answer), body.toString());
    }

    private void conflicts(Member author, Body body, String ref) {
        CompletionStage<Entry> answer = bench.append(author, body, ref);
        bench.run();
        assertEquals(ErrorCode.CONFLICT, LogBench.refusal(answer), body.toString());
    }

    long head() {
        return bench.result(bench.log.before(LogBench.LOBBY, Long.MAX_VALUE, 1))
                .head()
                .offset();
    }

    Entry message(long offset) {
        return bench.result(bench.log.messagesAfter(LogBench.LOBBY, offset - 1, 1))
                .entries()
                .get(0);
    }

    private Logged.Message folded(long offset) {
        return message(offset).asMessage();
    }

    private List<Entry> all() {
        return bench.result(bench.log.after(LogBench.LOBBY, 0, 1_000)).entries();
    }

    /** Every row of the table, as text. */
    private String rows(String table) {
        try (Connection connection = bench.database.writeConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(rows.getString(column)).append('|');
                }
                text.append('\n');
            }
            return text.toString();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMessageIsReadInItsPresentState() {
        say("one", "two");
        Entry edit = change(LogBench.MIRA, new Change.Edit(1, "eins"), "e");
        change(LogBench.JONAS, new Change.Reacting(1, THUMB, true), "r");
        change(LogBench.MIRA, new Change.Reacting(1, THUMB, true), "r");
        change(LogBench.MIRA, new Change.Reacting(1, "\u2764", true), "h");
        change(LogBench.JONAS, new Change.Reacting(1, THUMB, false), "u");
        Logged.Message now = folded(1);
        assertEquals("eins", now.text());
        assertEquals(edit.at(), now.edited());
        assertEquals(7, now.changed());
        assertEquals(
                List.of(
                        new Reaction(THUMB, List.of(LogBench.MIRA)),
                        new Reaction("\u2764\uFE0F", List.of(LogBench.MIRA))),
                now.reactions());
        Logged.Message other = folded(2);
        assertNull(other.changed());
        assertNull(other.reactions());
        assertEquals(
                LongStream.rangeClosed(1, 7).boxed().toList(),
                all().stream().map(Entry::offset).toList());
        assertEquals(now, all().get(0).asMessage());
    }

    @Test
    void changesInOneTransactionApplyInOrder() {
        List<CompletionStage<Entry>> answers = List.of(
                bench.append(LogBench.MIRA, "one", "a"),
                bench.append(LogBench.MIRA, new Change.Edit(1, "first"), "b"),
                bench.append(LogBench.JONAS, new Change.Reacting(1, THUMB, true), "c"),
                bench.append(LogBench.MIRA, new Change.Edit(1, "second"), "d"),
                bench.append(LogBench.JONAS, new Body.Said("yes", 1L), "e"),
                bench.append(LogBench.MIRA, new Change.Deletion(5), "f"));
        bench.run();
        assertEquals(ErrorCode.FORBIDDEN, LogBench.refusal(answers.get(5)));
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L),
                answers.subList(0, 5).stream()
                        .map(answer -> bench.result(answer).offset())
                        .toList());
        assertEquals("second", folded(1).text());
        assertEquals(
                List.of(new Reaction(THUMB, List.of(LogBench.JONAS))), folded(1).reactions());
        assertEquals(1L, folded(5).replyTo());
    }

    @Test
    void onlyTheAuthorEditsAndDeletesButOthersReact() {
        say("one");
        refused(ErrorCode.FORBIDDEN, LogBench.JONAS, new Change.Edit(1, "taken over"));
        refused(ErrorCode.FORBIDDEN, LogBench.JONAS, new Change.Deletion(1));
        change(LogBench.JONAS, new Change.Reacting(1, THUMB, true), null);
        assertEquals("one", folded(1).text());
        assertEquals(2, head(), "a refused change uses no offset");
    }

    @Test
    void aTargetThatIsNoMessageIsNotFound() {
        say("one");
        change(LogBench.MIRA, new Body.Topic("tea"), null);
        change(LogBench.MIRA, new Change.Reacting(1, THUMB, true), null);
        for (long target : new long[] {2, 3, 4, 1_000, Long.MAX_VALUE}) {
            refused(ErrorCode.NOT_FOUND, LogBench.MIRA, new Change.Edit(target, "x"));
            refused(ErrorCode.NOT_FOUND, LogBench.MIRA, new Change.Deletion(target));
            refused(ErrorCode.NOT_FOUND, LogBench.MIRA, new Change.Reacting(target, THUMB, true));
            refused(ErrorCode.NOT_FOUND, LogBench.MIRA, new Body.Said("an answer", target));
        }
        CompletionStage<Entry> elsewhere =
                bench.log.append(new Draft(LogBench.room("elsewhere"), LogBench.MIRA, new Change.Deletion(1), null));
        bench.run();
        assertEquals(ErrorCode.NOT_FOUND, LogBench.refusal(elsewhere));
        assertEquals(3, head());
    }

    @Test
    void aDeletedMessageCannotChangeButCanGetReplies() {
        say("one");
        CompletionStage<Entry> deletion = bench.append(LogBench.MIRA, new Change.Deletion(1), "d");
        CompletionStage<Entry> late = bench.append(LogBench.MIRA, new Change.Edit(1, "x"), "e");
        bench.run();
        assertEquals(2, bench.result(deletion).offset());
        assertEquals(ErrorCode.NOT_FOUND, LogBench.refusal(late), "in the same transaction, too");
        refused(ErrorCode.NOT_FOUND, LogBench.MIRA, new Change.Edit(1, "x"));
        refused(ErrorCode.NOT_FOUND, LogBench.MIRA, new Change.Deletion(1));
        refused(ErrorCode.NOT_FOUND, LogBench.JONAS, new Change.Reacting(1, THUMB, true));
        assertEquals(
                3,
                change(LogBench.JONAS, new Body.Said("what was it?", 1L), null).offset());
    }

    @Test
    void aRepeatedChangeGetsTheFirstOnesOffset() {
        say("one", "two");
        Body edit = new Change.Edit(1, "eins");
        Body react = new Change.Reacting(1, THUMB, true);
        Body delete = new Change.Deletion(1);
        Body topic = new Body.Topic("tea");
        List<Body> changes = List.of(edit, react, topic, delete);
        List<Entry> first = changes.stream()
                .map(change -> change(LogBench.MIRA, change, change.kind().word()))
                .toList();
        for (int times = 0; times < 2; times++) {
            for (int i = 0; i < changes.size(); i++) {
                Entry again = change(
                        LogBench.MIRA, changes.get(i), changes.get(i).kind().word());
                assertEquals(
                        first.get(i).position(),
                        again.position(),
                        changes.get(i).toString());
                assertEquals(first.get(i).at(), again.at());
            }
        }
        assertEquals(6, head());
    }

    @Test
    void aRepeatedPostIsRecognisedAfterItsDeletion() {
        Entry said = bench.say(SECRET, "a");
        change(LogBench.MIRA, new Change.Deletion(1), "d");
        assertEquals(
                said.position(),
                change(LogBench.MIRA, new Body.Said(SECRET, null), "a").position());
        assertEquals(
                said.position(),
                change(LogBench.MIRA, new Body.Said("something else", null), "a")
                        .position(),
                "the original is no longer known");
        conflicts(LogBench.MIRA, new Change.Edit(1, SECRET), "a");
        assertFalse(rows("entry").contains(SECRET));
    }

    @Test
    void anEditRedactsEarlierTexts() {
        Entry said = bench.say("first " + SECRET, "a");
        change(LogBench.MIRA, new Change.Edit(1, "then " + SECRET), "b");
        change(LogBench.JONAS, new Change.Reacting(1, THUMB, true), "r");
        bench.pass(Duration.ofSeconds(2));
        change(LogBench.MIRA, new Change.Edit(1, "at last"), "c");
        assertEquals(
                List.of(),
                bench.result(bench.whole
                                .search()
                                .find(QueryParser.parse(SECRET), SearchOrder.NEWEST, 10, null, null, Set.of()))
                        .hits());
        assertEquals("at last", folded(1).text());
        List<Body> told = all().stream().map(Entry::body).toList();
        assertEquals(
                List.of(
                        new Body.Said(null, null),
                        new Change.Edit(1, null),
                        new Change.Reacting(1, THUMB, true),
                        new Change.Edit(1, "at last")),
                told);
        for (String table : List.of("entry", "message", "search")) {
            assertFalse(rows(table).contains(SECRET), rows(table));
        }
        for (Body gone : List.of(new Body.Said("first " + SECRET, null), new Change.Edit(1, "then " + SECRET))) {
            String digest = Long.toString(Digest.of(gone));
            assertFalse(rows("entry").contains(digest), rows("entry"));
        }
        assertEquals(
                said.position(),
                change(LogBench.MIRA, new Body.Said("first " + SECRET, null), "a")
                        .position());
        assertEquals(
                2,
                change(LogBench.MIRA, new Change.Edit(1, "then " + SECRET), "b").offset());
        conflicts(LogBench.MIRA, new Change.Edit(1, "otherwise"), "c");
        bench.pass(Duration.ofSeconds(2));
        assertEquals(
                1,
                bench.result(bench.whole
                                .search()
                                .find(QueryParser.parse("last"), SearchOrder.NEWEST, 10, null, null, Set.of()))
                        .hits()
                        .size());
    }

    @Test
    void editsInOneTransactionRedactEarlierTexts() {
        bench.append(LogBench.MIRA, "one " + SECRET, "a");
        bench.append(LogBench.MIRA, new Change.Edit(1, "two " + SECRET), "b");
        bench.append(LogBench.MIRA, new Change.Edit(1, "three"), "c");
        bench.run();
        assertFalse(rows("entry").contains(SECRET), rows("entry"));
        assertEquals("three", folded(1).text());
        assertFalse(message(1).isForgotten());
    }

    @Test
    void theSameRefForDifferentContentIsAConflict() {
        say("one", "two");
        change(LogBench.MIRA, new Change.Edit(1, "eins"), "e");
        change(LogBench.MIRA, new Change.Reacting(1, THUMB, true), "r");
        change(LogBench.MIRA, new Body.Said("yes", 1L), "s");
        change(LogBench.MIRA, new Body.Said("edit 1 eins", null), "p");
        for (Body other : List.of(
                new Change.Edit(1, "zwei"),
                new Change.Edit(2, "eins"),
                new Body.Said("eins", null),
                new Change.Deletion(1),
                new Body.Topic("eins"),
                new Body.Said("edit 1 eins", null))) {
            conflicts(LogBench.MIRA, other, "e");
        }
        for (Body other : List.of(
                new Change.Reacting(1, THUMB, false),
                new Change.Reacting(2, THUMB, true),
                new Change.Reacting(1, "\u2764", true))) {
            conflicts(LogBench.MIRA, other, "r");
        }
        for (Body other :
                List.of(new Body.Said("yes", null), new Body.Said("yes", 2L), new Body.Said("message 1 yes", null))) {
            conflicts(LogBench.MIRA, other, "s");
        }
        conflicts(LogBench.MIRA, new Change.Edit(1, "eins"), "p");
        assertEquals(6, head());
    }

    @Test
    void aDeletionLeavesNoTraceOfTheText() {
        bench.say("this is " + SECRET, "a");
        change(LogBench.MIRA, new Change.Edit(1, "was " + SECRET + ", and is gone"), "e");
        change(LogBench.MIRA, new Change.Edit(1, "no " + SECRET), "f");
        change(LogBench.JONAS, new Change.Reacting(1, THUMB, true), "r");
        change(LogBench.JONAS, new Body.Said("what?", 1L), null);
        bench.pass(Duration.ofSeconds(2));
        assertTrue(rows("entry").contains(SECRET) && rows("message").contains(SECRET));

        change(LogBench.MIRA, new Change.Deletion(1), "d");
        assertFalse(rows("entry").contains(SECRET), rows("entry"));
        assertFalse(rows("message").contains(SECRET) || rows("message").contains("jonas"), rows("message"));
        assertFalse(rows("search").contains(SECRET), rows("search"));
        Logged.Message now = folded(1);
        assertTrue(now.deleted());
        assertNull(now.text());
        assertNull(now.edited());
        assertNull(now.reactions());
        assertEquals(6, now.changed());
        assertEquals(
                List.of(2L, 3L),
                all().stream()
                        .filter(entry -> entry.body().equals(new Change.Edit(1, null)))
                        .map(Entry::offset)
                        .toList());
        assertEquals("what?", folded(5).text());
    }

    @Test
    void retentionRemovesMessagesWithTheirChanges() {
        say("one", "two");
        change(LogBench.MIRA, new Change.Edit(1, SECRET), "e");
        change(LogBench.MIRA, new Change.Reacting(2, THUMB, true), "r");
        say("three");
        bench.trim(new Retention.Rule(2, null));
        assertEquals(List.of(2L), messageRows());
        assertFalse(rows("entry").contains(SECRET), "an edit goes with its message");
        refused(ErrorCode.NOT_FOUND, LogBench.MIRA, new Change.Edit(1, "x"));
        refused(ErrorCode.NOT_FOUND, LogBench.MIRA, new Change.Deletion(1));
        refused(ErrorCode.NOT_FOUND, LogBench.JONAS, new Change.Reacting(1, THUMB, true));
        refused(ErrorCode.NOT_FOUND, LogBench.JONAS, new Body.Said("an answer", 1L));
        assertEquals(
                3, change(LogBench.MIRA, new Change.Edit(1, SECRET), "e").offset(), "a repeated edit is recognised");
        bench.trim(new Retention.Rule(1, null));
        assertEquals(List.of(), messageRows());
        assertFalse(rows("entry").contains(SECRET));
    }

    private List<Long> messageRows() {
        return rows("message")
                .lines()
                .map(row -> Long.parseLong(row.split("\\|")[1]))
                .toList();
    }

    @Test
    void aMessageTakesTwoHundredReactions() {
        say("one", "two");
        IntStream.range(0, REACTIONS)
                .forEach(i -> bench.append(
                        new Member("m" + i / 2, "Guest"),
                        new Change.Reacting(1, i % 2 == 0 ? THUMB : "\u2764", true),
                        null));
        bench.run();
        assertEquals(REACTIONS + 2, head());
        refused(ErrorCode.INVALID, LogBench.JONAS, new Change.Reacting(1, THUMB, true));
        change(LogBench.JONAS, new Change.Reacting(2, THUMB, true), null);
        change(new Member("m7", "Guest"), new Change.Reacting(1, THUMB, false), null);
        change(LogBench.JONAS, new Change.Reacting(1, THUMB, true), null);
        refused(ErrorCode.INVALID, new Member("m7", "Guest"), new Change.Reacting(1, THUMB, true));
        assertEquals(
                REACTIONS,
                folded(1).reactions().stream()
                        .mapToInt(reaction -> reaction.members().size())
                        .sum());
    }

    @Test
    void pinnedMessagesAreListedNewestFirst() {
        say("one", "two", "three");
        change(LogBench.JONAS, new Change.Pinning(3, true), "p");
        change(LogBench.MIRA, new Change.Pinning(1, true), "p");
        change(LogBench.MIRA, new Change.Pinning(2, true), null);
        change(LogBench.JONAS, new Change.Pinning(2, false), "u");
        change(LogBench.MIRA, new Change.Edit(1, "eins"), null);
        List<Logged.Message> pinned = bench.result(bench.log.pinned(LogBench.LOBBY)).entries().stream()
                .map(Entry::asMessage)
                .toList();
        assertEquals(
                List.of("three", "eins"),
                pinned.stream().map(Logged.Message::text).toList());
        assertEquals(
                List.of(true, true), pinned.stream().map(Logged.Message::pinned).toList());
        change(LogBench.MIRA, new Change.Deletion(1), null);
        assertEquals(List.of("three"), bench.texts(bench.log.pinned(LogBench.LOBBY)));
        assertNull(folded(1).pinned());
        refused(ErrorCode.NOT_FOUND, LogBench.JONAS, new Change.Pinning(1, true));
        refused(ErrorCode.NOT_FOUND, LogBench.JONAS, new Change.Pinning(99, true));
        say("four");
        bench.trim(new Retention.Rule(1, null));
        assertEquals(List.of(), bench.texts(bench.log.pinned(LogBench.LOBBY)));
    }

    @Test
    void aRoomHasAtMostFiftyPins() {
        IntStream.rangeClosed(0, Change.Pinning.MAX).forEach(i -> bench.append(LogBench.MIRA, "message " + i, null));
        bench.run();
        List<CompletionStage<Entry>> pins = IntStream.rangeClosed(1, Change.Pinning.MAX + 1)
                .mapToObj(target -> bench.append(LogBench.JONAS, new Change.Pinning(target, true), null))
                .toList();
        bench.run();
        pins.subList(0, Change.Pinning.MAX).forEach(bench::result);
        assertEquals(
                ErrorCode.INVALID,
                LogBench.refusal(pins.get(Change.Pinning.MAX)),
                "the limit holds within a transaction");
        long last = Change.Pinning.MAX + 1;
        refused(ErrorCode.INVALID, LogBench.JONAS, new Change.Pinning(last, true));
        change(LogBench.JONAS, new Change.Pinning(1, true), null);
        change(LogBench.JONAS, new Change.Pinning(7, false), null);
        change(LogBench.JONAS, new Change.Pinning(last, true), null);
        refused(ErrorCode.INVALID, LogBench.JONAS, new Change.Pinning(7, true));
    }

    @Test
    void pagesOfMessagesCountMessagesOnly() {
        for (int i = 0; i < 10; i++) {
            say("message " + i);
            change(LogBench.JONAS, new Change.Reacting(head(), THUMB, true), null);
            change(LogBench.MIRA, new Body.Topic("topic " + i), null);
        }
        assertEquals(
                List.of("message 7", "message 8", "message 9"),
                bench.texts(bench.log.messagesBefore(LogBench.LOBBY, Long.MAX_VALUE, 3)));
        assertEquals(List.of("message 5", "message 6"), bench.texts(bench.log.messagesBefore(LogBench.LOBBY, 22, 2)));
        assertEquals(List.of("message 2", "message 3"), bench.texts(bench.log.messagesAfter(LogBench.LOBBY, 5, 2)));
        assertEquals(
                "topic 9",
                bench.result(bench.log.before(LogBench.LOBBY, Long.MAX_VALUE, 1))
                        .topic());
    }

    @Test
    void anImportedRoomEqualsTheExportedOne() throws IOException {
        say("one", "two", "three");
        change(LogBench.MIRA, new Change.Edit(2, "zwei"), null);
        change(LogBench.JONAS, new Change.Reacting(2, THUMB, true), null);
        change(LogBench.JONAS, new Body.Said("an answer", 2L), "answer");
        change(LogBench.MIRA, new Body.Said("to what is gone", 1L), null);
        change(LogBench.MIRA, new Change.Edit(1, SECRET), null);
        change(LogBench.MIRA, new Change.Deletion(1), null);
        Archive archive = new Archive(bench.database, bench.whole.memberships());
        Path file = files.resolve("room.jsonl");
        assertEquals(5, archive.export(LogBench.ROOM, file));
        assertFalse(Files.readString(file).contains(SECRET));
        assertEquals(5, archive.load("copy", file));

        List<Logged.Message> before = bench.result(bench.log.messagesAfter(LogBench.LOBBY, 0, 10)).entries().stream()
                .map(Entry::asMessage)
                .toList();
        List<Logged.Message> after =
                bench.result(bench.log.messagesAfter(LogBench.room("copy"), 0, 10)).entries().stream()
                        .map(Entry::asMessage)
                        .toList();
        for (int i = 0; i < before.size(); i++) {
            assertEquals(before.get(i).text(), after.get(i).text());
            assertEquals(before.get(i).at(), after.get(i).at());
            assertEquals(before.get(i).author(), after.get(i).author());
            assertEquals(before.get(i).edited(), after.get(i).edited());
            assertEquals(before.get(i).deleted(), after.get(i).deleted());
            assertEquals(before.get(i).reactions(), after.get(i).reactions());
        }
        assertEquals(2L, after.get(3).replyTo());
        assertEquals(1L, after.get(4).replyTo());
        assertNotNull(after.get(0).deleted());
        assertTrue(
                rows("room")
                        .lines()
                        .allMatch(row -> row.contains("|" + before.get(4).at().toEpochMilli() + "|")),
                rows("room"));
    }
}
