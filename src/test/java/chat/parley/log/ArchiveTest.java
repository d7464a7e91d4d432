package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomRules;
import chat.parley.event.ServerRoles;
import chat.parley.identity.Client;
import chat.parley.rights.Rights;
import chat.parley.store.Backup;
import chat.parley.store.StoreException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export and import of rooms. */
class ArchiveTest {
    private static final String HEADING = "{\"messages\":3,\"parley\":1,\"room\":\"lobby\",\"topic\":\"tea\"}";
    private static final String AUTHOR = "\"author\":{\"id\":\"mira\",\"name\":\"Mira\"}";
    private static final String AT = "\"at\":\"2026-01-01T00:00:00Z\"";
    private static final String FIRST =
            "{\"type\":\"message\",\"offset\":4," + AT + "," + AUTHOR + ",\"text\":\"one\",\"ref\":\"a\"}";
    private static final String SECOND =
            "{\"type\":\"message\",\"offset\":6," + AT + "," + AUTHOR + ",\"text\":\"two\",\"replyTo\":4}";
    private static final String LAST = "{\"type\":\"message\",\"offset\":9," + AT + "," + AUTHOR + ",\"deleted\":true}";

    @TempDir
    Path folder;

    @TempDir
    Path files;

    private LogBench bench;
    private Archive archive;

    @BeforeEach
    void open() {
        bench = LogBench.in(folder);
        archive = new Archive(bench.database, bench.whole.memberships());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String refused(byte[] bytes) throws IOException {
        Path file = Files.write(files.resolve("room.jsonl"), bytes);
        String said = assertThrows(
                        StoreException.class,
                        () -> archive.load("copy", file),
                        () -> new String(bytes, StandardCharsets.UTF_8))
                .getMessage();
        assertFalse(said.contains("Exception"), said);
        assertEquals(
                0,
                bench.result(bench.log.after(LogBench.room("copy"), 0, 10))
                        .head()
                        .offset(),
                "nothing was imported");
        return said;
    }

    private void refused(int line, String why, String... lines) throws IOException {
        String said = refused(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        assertTrue(said.startsWith("Line " + line + " of ") && said.contains(why), said + " for " + List.of(lines));
    }

    @Test
    void theLinesOfThisTestAreValid() throws IOException {
        Path file = Files.writeString(
                files.resolve("room.jsonl"), String.join("\r\n", HEADING, FIRST, SECOND, LAST) + "\n");
        assertEquals(3, archive.load("copy", file));
        assertEquals(
                "tea",
                bench.result(bench.log.after(LogBench.room("copy"), 0, 10)).topic());
    }

    private static List<List<String>> badFields() {
        String reaction = "\"reactions\":[{\"emoji\":\"+\",\"members\":[{\"id\":\"mira\",\"name\":\"Mira\"}]}]";
        return List.of(
                List.of("reactions", "\"reactions\":[null]"),
                List.of("emoji", "\"reactions\":[{\"emoji\":null,\"members\":null}]"),
                List.of("members", "\"reactions\":[{\"emoji\":\"+\",\"members\":null}]"),
                List.of("members", "\"reactions\":[{\"emoji\":\"+\"}]"),
                List.of("members", "\"reactions\":[{\"emoji\":\"+\",\"members\":[]}]"),
                List.of("members", "\"reactions\":[{\"emoji\":\"+\",\"members\":[null]}]"),
                List.of("name", "\"reactions\":[{\"emoji\":\"+\",\"members\":[{\"id\":\"mira\"}]}]"),
                List.of("id", "\"reactions\":[{\"emoji\":\"+\",\"members\":[{\"id\":7,\"name\":\"Mira\"}]}]"),
                List.of("emoji", "\"reactions\":[{\"members\":[{\"id\":\"mira\",\"name\":\"Mira\"}]}]"),
                List.of("emoji", reaction.replace("\"+\"", "\"a b\"")),
                List.of(
                        "members",
                        reaction.replace(
                                "[{\"id\":\"mira\",\"name\":\"Mira\"}]",
                                "[{\"id\":\"m\",\"name\":\"M\"},{\"id\":\"m\",\"name\":\"M\"}]")),
                List.of(
                        "emoji",
                        "\"reactions\":[{\"emoji\":\"+\",\"members\":[{\"id\":\"m\",\"name\":\"M\"}]},{\"emoji\":\"+\",\"members\":[{\"id\":\"n\",\"name\":\"N\"}]}]"),
                List.of("reactions", "\"reactions\":[]"),
                List.of("reactions", "\"reactions\":{}"),
                List.of(
                        "reactions",
                        "\"reactions\":[{\"emoji\":\"+\",\"members\":["
                                + IntStream.range(0, 201)
                                        .mapToObj(i -> "{\"id\":\"m" + i + "\",\"name\":\"M\"}")
                                        .collect(Collectors.joining(","))
                                + "]}]"),
                List.of("deleted", "\"deleted\":false"),
                List.of("deleted", "\"deleted\":\"true\""),
                List.of("deleted", "\"deleted\":null"),
                List.of("text", "\"deleted\":true"),
                List.of("edited", "\"edited\":true"),
                List.of("edited", "\"edited\":\"yesterday\""),
                List.of("edited", "\"edited\":\"-999999999-01-01T00:00:00Z\""),
                List.of("replyTo", "\"replyTo\":9"),
                List.of("replyTo", "\"replyTo\":6"),
                List.of("replyTo", "\"replyTo\":5"),
                List.of("replyTo", "\"replyTo\":0"),
                List.of("replyTo", "\"replyTo\":-1"),
                List.of("replyTo", "\"replyTo\":\"4\""),
                List.of("replyTo", "\"replyTo\":4.5"),
                List.of("replyTo", "\"replyTo\":99999999999999999999"),
                List.of("ref", "\"ref\":7"),
                List.of("ref", "\"ref\":\"\""),
                List.of("ref", "\"ref\":\"a b\""),
                List.of("changed", "\"changed\":\"7\""),
                List.of("room", "\"room\":7"),
                List.of("position", "\"position\":7"),
                List.of("colour", "\"colour\":\"red\""));
    }

    @Test
    void anInvalidFieldIsReportedWithItsLine() throws IOException {
        String right = SECOND.replace(",\"replyTo\":4", "");
        for (List<String> bad : badFields()) {
            refused(3, bad.get(0), HEADING, FIRST, right.replace("\"text\"", bad.get(1) + ",\"text\""), LAST);
        }
    }

    private static List<List<String>> badLines() {
        return List.of(
                List.of("type", SECOND.replace("\"message\"", "\"edited\"")),
                List.of("type", SECOND.replace("\"type\":\"message\",", "")),
                List.of("type", SECOND.replace("\"message\"", "null")),
                List.of("offset", SECOND.replace("\"offset\":6,", "")),
                List.of("offset", SECOND.replace("\"offset\":6", "\"offset\":4")),
                List.of("offset", SECOND.replace("\"offset\":6", "\"offset\":3").replace(",\"replyTo\":4", "")),
                List.of("offset", SECOND.replace("\"offset\":6", "\"offset\":0")),
                List.of("offset", SECOND.replace("\"offset\":6", "\"offset\":-6")),
                List.of("offset", SECOND.replace("\"offset\":6", "\"offset\":\"6\"")),
                List.of("offset", SECOND.replace("\"offset\":6", "\"offset\":6.5")),
                List.of("offset", SECOND.replace("\"offset\":6", "\"offset\":null")),
                List.of("at", SECOND.replace(AT + ",", "")),
                List.of("at", SECOND.replace("2026-01-01T00:00:00Z", "+999999999-12-31T23:59:59.999999999Z")),
                List.of("at", SECOND.replace("2026-01-01T00:00:00Z", "-0001-01-01T00:00:00Z")),
                List.of("at", SECOND.replace("2026-01-01T00:00:00Z", "+10000-01-01T00:00:00Z")),
                List.of("at", SECOND.replace("2026-01-01T00:00:00Z", "2026-01-01")),
                List.of("at", SECOND.replace("\"2026-01-01T00:00:00Z\"", "1767225600000")),
                List.of("author", SECOND.replace(AUTHOR + ",", "")),
                List.of("author", SECOND.replace(AUTHOR, "\"author\":\"Mira\"")),
                List.of("author", SECOND.replace(AUTHOR, "\"author\":null")),
                List.of("id", SECOND.replace("\"id\":\"mira\",", "")),
                List.of("id", SECOND.replace("\"id\":\"mira\"", "\"id\":\"\"")),
                List.of("id", SECOND.replace("\"id\":\"mira\"", "\"id\":\"mi ra\"")),
                List.of("name", SECOND.replace("\"name\":\"Mira\"", "\"name\":\" \"")),
                List.of("text", SECOND.replace("\"text\":\"two\"", "\"text\":\" \"")),
                List.of("text", SECOND.replace("\"text\":\"two\",", "")),
                List.of("text", SECOND.replace("\"two\"", "2")),
                List.of("text", SECOND.replace("two", "x".repeat(8_001))),
                List.of("text", SECOND.replace("two", "\\u0000")),
                List.of("text", SECOND.replace("two", "\\ud83d")),
                List.of(
                        "text",
                        LAST.replace("\"deleted\"", "\"text\":\"gone\",\"deleted\"")
                                .replace("9", "6")),
                List.of(
                        "edited",
                        LAST.replace("\"deleted\"", "\"edited\":\"2026-01-01T00:00:00Z\",\"deleted\"")
                                .replace("9", "6")),
                List.of("line 2", SECOND.replace(",\"replyTo\":4", ",\"ref\":\"a\"")),
                List.of("JSON", ""),
                List.of("JSON", "null"),
                List.of("JSON", "[]"),
                List.of("JSON", "two"),
                List.of("JSON", SECOND.substring(0, 30)),
                List.of("JSON", SECOND + SECOND),
                List.of("Duplicate key", SECOND.replace("\"text\":\"two\"", "\"text\":\"two\",\"text\":\"three\"")),
                List.of("deep", SECOND.replace("\"two\"", "[".repeat(50) + "]".repeat(50))),
                List.of("longer", " ".repeat(1_100_000) + SECOND));
    }

    @Test
    void aLineThatIsNoMessageIsReported() throws IOException {
        for (List<String> bad : badLines()) {
            refused(3, bad.get(0), HEADING, FIRST, bad.get(1), LAST);
        }
    }

    @Test
    void anInvalidFirstLineIsReported() throws IOException {
        for (String heading : List.of(
                "",
                "null",
                "{}",
                "[]",
                "no JSON",
                HEADING.replace("\"room\"", "\"r\""),
                HEADING.replace("3", "-1"),
                HEADING.replace("3", "\"3\""),
                HEADING.replace(":1", ":2"),
                HEADING.replace(":1", ":\"1\""),
                HEADING.replace("lobby", " "),
                HEADING.replace("\"lobby\"", "null"),
                HEADING.replace("\"tea\"", "7"),
                HEADING.replace("tea", "a\\nb"),
                HEADING.replace("\"topic\"", "\"colour\""),
                HEADING.replace("\"parley\":1,", ""))) {
            refused(1, "", heading, FIRST, SECOND, LAST);
        }
    }

    @Test
    void missingAndSurplusLinesAreReported() throws IOException {
        refused(3, "ends after", HEADING, FIRST, SECOND);
        refused(1, "ends after", HEADING);
        refused(4, "more than", HEADING.replace('3', '2'), FIRST, SECOND, LAST);
        refused(5, "JSON", HEADING, FIRST, SECOND, LAST, "", "");
        assertTrue(refused(new byte[0]).startsWith("Line 1 of "));
    }

    @Test
    void anotherEncodingIsReported() throws IOException {
        String text = String.join("\n", HEADING, FIRST, SECOND.replace("two", "Grüße"), LAST);
        for (String encoding : List.of("UTF-16LE", "UTF-16BE", "UTF-8")) {
            String said = refused(("\uFEFF" + text).getBytes(Charset.forName(encoding)));
            assertTrue(said.startsWith("Line 1 of ") && said.contains("byte order mark (BOM)"), said);
        }
        String said = refused(text.getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(said.startsWith("Line 3 of ") && said.contains("UTF-8"), said);
    }

    @Test
    void aMissingFileIsReported() {
        String said = assertThrows(StoreException.class, () -> archive.load("copy", files.resolve("nothing.jsonl")))
                .getMessage();
        assertEquals("File not found: " + files.resolve("nothing.jsonl"), said);
    }

    @Test
    void anImportedRoomEqualsTheExportedOneAndKnowsItsRefs() throws IOException {
        bench.say("forgotten", "f");
        bench.append(LogBench.MIRA, new Body.Said("one", null), "a");
        bench.append(LogBench.JONAS, new Body.Said("an answer", 2L), "b");
        bench.append(LogBench.JONAS, new Body.Said("an answer to what is forgotten", 1L), "g");
        bench.append(LogBench.MIRA, new Body.Said("first", null), "c");
        bench.append(LogBench.MIRA, new Change.Edit(5, "changed"), null);
        bench.append(LogBench.JONAS, new Change.Reacting(2, "+", true), null);
        bench.append(LogBench.MIRA, new Body.Said("deleted", null), "d");
        bench.append(LogBench.MIRA, new Change.Deletion(8), null);
        bench.append(LogBench.MIRA, new Body.Topic("tea"), null);
        bench.append(LogBench.MIRA, new Body.Said("without a ref", null), null);
        bench.run();
        bench.trim(new Retention.Rule(6, null));
        Path out = files.resolve("out.jsonl");
        Path again = files.resolve("again.jsonl");
        assertEquals(6, archive.export(LogBench.ROOM, out));
        assertEquals(6, archive.load("copy", out));
        assertEquals(6, archive.export("copy", again));
        assertEquals(messages(out), messages(again));
        assertEquals(
                "tea",
                bench.result(bench.log.after(LogBench.room("copy"), 0, 1)).topic());
        assertEquals(List.of(again, out), Files.list(files).sorted().toList(), "no other files");

        assertEquals(1, inCopy(new Body.Said("one", null), "a").offset());
        assertEquals(
                2,
                bench.result(bench.log.append(
                                new Draft(LogBench.room("copy"), LogBench.JONAS, new Body.Said("an answer", 2L), "b")))
                        .offset());
        assertEquals(4, inCopy(new Body.Said("first", null), "c").offset(), "although it was edited");
        assertEquals(5, inCopy(new Body.Said("deleted", null), "d").offset());
        CompletionStage<?> other =
                bench.log.append(new Draft(LogBench.room("copy"), LogBench.MIRA, new Body.Said("two", null), "a"));
        bench.run();
        assertEquals(ErrorCode.CONFLICT, LogBench.refusal(other));
        assertEquals(7, inCopy(new Body.Said("and on", null), "n").offset());
    }

    private chat.parley.event.Entry inCopy(Body body, String ref) {
        return bench.result(bench.log.append(new Draft(LogBench.room("copy"), LogBench.MIRA, body, ref)));
    }

    /** The lines without fields that differ between logs. */
    private static List<String> messages(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(line.replaceAll(",?\"(offset|changed|replyTo)\":[0-9]+", "")
                    .replaceAll("\"(room|position)\":\"[^\"]*\"", ""));
        }
        return lines;
    }

    @Test
    void anExportThatFailsLeavesNoFile() throws IOException {
        bench.say("one", "a");
        bench.sql("UPDATE entry SET body = '' WHERE \"offset\" = 1");
        Path file = files.resolve("room.jsonl");
        String said = assertThrows(StoreException.class, () -> archive.export(LogBench.ROOM, file))
                .getMessage();
        assertTrue(said.contains("offset 1"), said);
        assertThrows(StoreException.class, () -> archive.export("nowhere", file));
        assertThrows(StoreException.class, () -> archive.export(" ", file));
        Path nowhere = files.resolve("missing").resolve("room.jsonl");
        assertEquals(
                "Directory not found: " + nowhere.getParent(),
                assertThrows(StoreException.class, () -> archive.export(LogBench.ROOM, nowhere))
                        .getMessage());
        assertEquals(List.of(), Files.list(files).toList());
    }

    @Test
    void aBackupThatFailsLeavesNoFile() throws IOException {
        bench.say("one", "a");
        bench.sql("UPDATE room SET head_tag = 'wrong'");
        assertThrows(StoreException.class, () -> Backup.take(folder, files.resolve("backup.db")));
        assertEquals(List.of(), Files.list(files).toList());
    }

    @Test
    void aPrivateRoomKeepsItsTitleSettingsAndRoles() throws IOException {
        RoomRef room = LogBench.room("~plans");
        Member nora = new Member("nora", "Nora");
        store(room, new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(LogBench.JONAS), false));
        store(room, new Body.Said("one", null));
        store(room, new RoomChange.Grant(LogBench.JONAS, Role.MODERATOR, null, null));
        store(room, new Body.Said("two", null));
        store(room, new RoomChange.Grant(nora, Role.READER, 3_600L, null));
        store(room, new RoomChange.Grant(new Member("tess", "Tess"), Role.BANNED, null, "Spam"));
        store(room, new RoomChange.SlowMode(30));
        store(room, new RoomRules("# Be kind"));
        store(room, new RoomChange.Archiving(true));
        Path file = files.resolve("plans.jsonl");
        assertEquals(2, archive.export(room.name(), file));
        try (LogBench other = LogBench.in(files.resolve("other"))) {
            Archive into = new Archive(other.database, other.whole.memberships());
            assertEquals(2, into.load(room.name(), file));
            Rights before = Rights.in(bench.database, ServerRoles.PROVEN, Clock.systemUTC());
            Rights after = Rights.in(other.database, ServerRoles.PROVEN, Clock.systemUTC());
            Rights running = other.whole.rights();
            RoomChange news = new RoomChange.Creation(RoomKind.PRIVATE, "News", List.of(), true);
            other.result(other.log.append(new Draft(LogBench.room("~news"), LogBench.MIRA, news, null)));
            assertEquals(before.settings(room.id()), after.settings(room.id()));
            assertEquals(
                    before.settings(room.id()),
                    running.settings(room.id()),
                    "a running server has learnt of the import");
            assertEquals(Set.copyOf(after.standings(room.id())), Set.copyOf(running.standings(room.id())));
            for (Member member : List.of(LogBench.MIRA, LogBench.JONAS, nora, new Member("tess", "Tess"))) {
                assertEquals(
                        before.role(Client.of(member), room.id()),
                        after.role(Client.of(member), room.id()),
                        member.name());
            }
            assertEquals(0, after.from(Client.of(LogBench.JONAS), room.id()));
            assertEquals(2, after.from(Client.of(nora), room.id()), "she reads what comes after the second message");
            assertEquals("# Be kind", other.result(other.log.rules(room)).text());
            assertEquals(
                    List.of("~plans"),
                    other.result(other.whole.memberships().roomsOf(LogBench.JONAS, 9)).stream()
                            .map(listed -> listed.room().room())
                            .toList());
            Path again = files.resolve("again.jsonl");
            into.export(room.name(), again);
            assertEquals(2, into.export(room.name(), files.resolve("third.jsonl")));
            StoreException twice = assertThrows(StoreException.class, () -> into.load(room.name(), file));
            assertTrue(twice.getMessage().contains("already has messages"), twice.getMessage());
        }
    }

    @Test
    void aPrivateRoomIsNotImportedIntoAPublicOne() {
        RoomRef room = LogBench.room("~plans");
        store(room, new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(), true));
        Path file = files.resolve("plans.jsonl");
        archive.export(room.name(), file);
        StoreException refused = assertThrows(StoreException.class, () -> archive.load("copy", file));
        assertTrue(refused.getMessage().contains("under its address"), refused.getMessage());
    }

    private void store(RoomRef room, Body body) {
        bench.result(bench.log.append(new Draft(room, LogBench.MIRA, body, null)));
    }
}
