package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.MyRooms;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools that export and erase a person, on the store of a real server. */
@EmbeddedOnly
class PersonToolsIT {
    private static final Map<String, String> FAST = Map.of("rate", "10000", "burst", "10000");
    private static final String TESS = "the-key-of-Tess-in-this-test";
    private static final String JONAS = "the-key-of-Jonas-in-this-test";
    /** In nothing that others wrote, except mentions. */
    private static final List<String> TRACES = List.of("quillfeather", "zyzzyva");

    private final String room = UnusedRoom.name();

    @TempDir
    Path folder;

    private static void assertNoTraces(String where, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        TRACES.forEach(trace -> assertFalse(lower.contains(trace), trace + " in " + where));
    }

    private static void assertNoTraces(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertNoTraces(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static Heard found(Chatter chatter, String query, int hits) {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        Heard answer;
        do {
            answer = chatter.ask("search", "query", query);
        } while (answer.json().getJsonArray("hits").size() != hits && System.nanoTime() < deadline);
        assertEquals(hits, answer.json().getJsonArray("hits").size(), query);
        return answer;
    }

    private static List<Long> offsets(Heard history) {
        return history.messages().stream().map(Heard::offset).toList();
    }

    @Test
    void aPersonIsExportedAndErasedAndOthersGoOn() throws Exception {
        Path file = folder.resolve("tess.jsonl");
        try (Host host = Hosts.fresh(FAST, Store.SQLITE)) {
            String id;
            String away;
            List<Long> offsets;
            try (Chatter tess = Chatter.withKey("Tess Quillfeather", TESS, host);
                    Chatter jonas = Chatter.withKey("Jonas", JONAS, host)) {
                id = tess.id();
                tess.join(room);
                jonas.join(room);
                tess.post(room, "a zyzzyva flew in"); // 1
                jonas.post(room, "@Tess Quillfeather: where?"); // 2
                tess.ask("edit", "room", room, "target", 1, "text", "two zyzzyva flew in"); // 3
                tess.ask("react", "room", room, "target", 2, "emoji", "\ud83d\udc4d"); // 4
                jonas.ask("pin", "room", room, "target", 1); // 5
                tess.ask("pin", "room", room, "target", 2); // 6
                away = jonas.post(room, "see you later").position(); // 7
                tess.post(room, "zyzzyva gone"); // 8
                found(jonas, "from:quillfeather in:\"" + room + "\"", 2);
                found(jonas, "zyzzyva", 2);
                offsets = offsets(jonas.ask("history", "room", room));

                JarTool.Said out = JarTool.run(host.data(), "export-person", id, file.toString());
                assertEquals(0, out.exitCode(), out.text());
                JarTool.Said running = JarTool.run(host.data(), "erase-person", id);
                assertTrue(
                        running.exitCode() == 1 && running.text().contains("Another Parley is using"), running.text());
            }
            assertEquals(
                    List.of("message", "mention", "reacted", "pinned", "message"),
                    Files.readAllLines(file).stream()
                            .skip(1)
                            .map(line -> line.replaceFirst(".*\"type\":\"(\\w+)\".*", "$1"))
                            .toList());
            String text = Files.readString(file);
            assertTrue(text.contains("two zyzzyva flew in") && text.contains(room), text);
            assertFalse(text.contains("where?") || text.contains("Jonas"), text);

            host.stop();
            JarTool.Said held = JarTool.run(host.data(), "erase-person", id, "--legal-hold", room);
            assertTrue(held.exitCode() == 1 && held.text().contains(room), held.text());
            JarTool.Said erased = JarTool.run(host.data(), "erase-person", id);
            assertEquals(0, erased.exitCode(), erased.text());
            assertTrue(
                    erased.text().contains(id + ". Messages: 2; reactions: 1; messages with mentions: 1"),
                    erased.text());
            assertNoTraces(host.data());
            JarTool.Said again = JarTool.run(host.data(), "erase-person", id);
            assertTrue(again.text().contains("Found nothing of member " + id), again.text());

            host.start();
            try (Chatter jonas = Chatter.withKey("Jonas", JONAS, host)) {
                assertTrue(jonas.join(room, away).recovered());
                List<Heard> missed = jonas.await(5, Heard.logged(room)); // 8, and the changes that erased her
                assertEquals(
                        LongStream.rangeClosed(8, 12).boxed().toList(),
                        missed.stream().map(Heard::offset).toList());
                Heard history = jonas.ask("history", "room", room);
                assertEquals(offsets, offsets(history));
                assertEquals(
                        "Deleted member",
                        history.messages().get(0).json().getJsonObject("author").getString("name"));
                assertNoTraces("what was missed", missed.toString());
                assertNoTraces("history", history.toString());
                assertNoTraces("pins", jonas.ask("pins", "room", room).toString());
                assertNoTraces("my rooms", jonas.ask("my-rooms").toString());
                assertEquals(12, MyRooms.of(jonas, room).head());
                found(jonas, "where in:\"" + room + "\"", 1);
                found(jonas, "from:quillfeather", 0);
                found(jonas, "zyzzyva", 0);
                assertEquals(13, jonas.post(room, "and on").offset());
            }
            host.stop();
            assertNoTraces(host.data());
        }
    }

    @Test
    void anErasureThatWasKilledIsFinishedByTheNext() throws Exception {
        int messages = 2_000;
        try (Host host = Hosts.fresh(FAST, Store.SQLITE)) {
            String id;
            try (Chatter tess = Chatter.withKey("Tess Quillfeather", TESS, host)) {
                id = tess.id();
                tess.join(room);
                IntStream.rangeClosed(1, messages).forEach(i -> tess.post(room, "zyzzyva " + i));
            }
            host.stop();
            // So that the kill comes in time however fast the tool is: an endless query in one of its last
            // transactions.
            execute(
                    host,
                    "CREATE TRIGGER endless AFTER INSERT ON entry WHEN NEW.\"offset\" = " + (2 * messages - 100)
                            + " BEGIN SELECT count(*) FROM entry a, entry b, entry c, entry d; END");
            Process tool = JarTool.start(host.data(), "erase-person", id);
            while (deletions(host) == 0 && tool.isAlive()) {
                Thread.onSpinWait();
            }
            tool.destroyForcibly().waitFor();
            execute(host, "DROP TRIGGER endless");
            long deleted = deletions(host);
            assertTrue(deleted > 0 && deleted < messages, deleted + " messages were deleted before the kill");
            JarTool.Said rest = JarTool.run(host.data(), "erase-person", id);
            assertEquals(0, rest.exitCode(), rest.text());
            assertTrue(rest.text().contains(". Messages: " + (messages - deleted) + ";"), rest.text());
            assertNoTraces(host.data());
            assertEquals(messages, deletions(host));
        }
    }

    private static void execute(Host host, String statement) throws SQLException {
        try (Connection connection = store(host);
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private static Connection store(Host host) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + host.data().resolve("parley.db"));
    }

    private static long deletions(Host host) throws SQLException {
        try (Connection connection = store(host);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM entry WHERE kind = 'deletion'")) {
            return count.getLong(1);
        }
    }
}
