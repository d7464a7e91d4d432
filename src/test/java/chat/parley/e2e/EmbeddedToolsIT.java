package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar parley.jar backup FILE --data DIR}, and the other tools. */
@Order(1) // slow, so it starts early
@EmbeddedOnly
class EmbeddedToolsIT {
    private static final Map<String, String> FAST = Map.of("rate", "10000", "burst", "10000");

    private final String room = UnusedRoom.name();

    @TempDir
    Path folder;

    @Test
    void aBackupOfARunningServerHasAllThatWasAcknowledgedBefore() throws Exception {
        Path backup = folder.resolve("backup.db");
        try (Host host = Hosts.fresh(FAST, Store.SQLITE);
                Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            AtomicBoolean enough = new AtomicBoolean();
            ExecutorService writer = Executors.newSingleThreadExecutor();
            mira.post(room, "before the backup");
            Future<Long> writing = writer.submit(() -> {
                long last = 0;
                while (!enough.get()) {
                    last = mira.post(room, "all the time").offset();
                }
                return last;
            });
            long acknowledged = mira.await(20, Heard.message(room)).get(19).offset();
            JarTool.Said said = JarTool.run(host.data(), "backup", backup.toString());
            assertEquals(0, said.exitCode(), said.text());
            enough.set(true);
            long last = writing.get();
            writer.shutdown();

            host.stop();
            assertEquals(
                    0, JarTool.run(host.data(), "restore", backup.toString()).exitCode());
            host.start();
            try (Chatter again = Chatter.named("Nora", host)) {
                long head = again.join(room).head();
                assertTrue(head >= acknowledged && head <= last, acknowledged + " <= " + head + " <= " + last);
            }
        }
    }

    @Test
    void clientsThatKnowMoreThanTheRestoredBackupStartAfresh() throws Exception {
        Path backup = folder.resolve("backup.db");
        try (Host host = Hosts.fresh(FAST, Store.SQLITE);
                Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            mira.post(room, "in the backup");
            assertEquals(
                    0, JarTool.run(host.data(), "backup", backup.toString()).exitCode());
            String lost = mira.post(room, "not in the backup").position();
            host.stop();
            assertEquals(
                    0, JarTool.run(host.data(), "restore", backup.toString()).exitCode());
            host.start();
            try (Chatter writer = Chatter.named("Mira", host);
                    Chatter reader = Chatter.named("Jonas", host)) {
                writer.join(room);
                writer.post(room, "said instead"); // at the same offset as the lost message
                Heard joined = reader.join(room, lost);
                assertFalse(joined.recovered());
                assertEquals(
                        List.of("in the backup", "said instead"),
                        reader.await(2, Heard.message(room)).stream()
                                .map(Heard::text)
                                .toList());
            }
        }
    }

    @Test
    void aServerThatRunsKeepsItsStore() throws Exception {
        Path backup = folder.resolve("backup.db");
        try (Host host = Hosts.fresh(Map.of(), Store.SQLITE)) {
            assertEquals(
                    0, JarTool.run(host.data(), "backup", backup.toString()).exitCode());
            JarTool.Said said = JarTool.run(host.data(), "restore", backup.toString());
            assertEquals(1, said.exitCode());
            assertTrue(said.text().contains("Another Parley is using"), said.text());
        }
    }

    @Test
    void whatIsThereAlreadyOrIsNoBackupIsNotTouched() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no backup");
        try (Host host = Hosts.fresh(Map.of(), Store.SQLITE)) {
            JarTool.Said said = JarTool.run(host.data(), "backup", text.toString());
            assertEquals(1, said.exitCode());
            assertTrue(said.text().contains("already exists"), said.text());
            host.stop();
            assertEquals(1, JarTool.run(host.data(), "restore", text.toString()).exitCode());
            assertEquals(
                    1,
                    JarTool.run(
                                    host.data(),
                                    "restore",
                                    folder.resolve("missing.db").toString())
                            .exitCode());
            host.start(); // the store is unchanged
        }
        assertEquals("no backup", Files.readString(text));
    }

    @Test
    void aRoomGoesOutAndComesInAgainAsItWas() throws Exception {
        Path file = folder.resolve("room.jsonl");
        String copy = room + " once more";
        try (Host host = Hosts.fresh(FAST, Store.SQLITE);
                Chatter mira = Chatter.named("Mira Okafor", host)) {
            mira.join(room);
            IntStream.rangeClosed(1, 700).forEach(i -> mira.post(room, "message " + i + "\n« naïve 部屋 🙂 »"));
            JarTool.Said out = JarTool.run(host.data(), "export", room, file.toString());
            assertEquals(0, out.exitCode(), out.text());
            assertEquals(701, Files.readAllLines(file).size());
            JarTool.Said nowhere = JarTool.run(
                    host.data(),
                    "export",
                    "nobody was here",
                    folder.resolve("nowhere.jsonl").toString());
            assertTrue(
                    nowhere.exitCode() == 1 && nowhere.text().contains("Room not found: nobody was here"),
                    nowhere.text());
            JarTool.Said nameless = JarTool.run(
                    host.data(), "export", " ", folder.resolve("nameless.jsonl").toString());
            assertTrue(
                    nameless.exitCode() == 1 && nameless.text().startsWith("parley: Invalid room name"),
                    nameless.text());
            JarTool.Said in = JarTool.run(host.data(), "import", copy, file.toString());
            assertEquals(0, in.exitCode(), in.text());
            assertEquals(
                    1,
                    JarTool.run(host.data(), "import", copy, file.toString()).exitCode(),
                    "the room has messages now");

            mira.join(copy);
            List<Heard> before = mira.ask("history", "room", room).messages();
            List<Heard> after = mira.ask("history", "room", copy).messages();
            for (String field : List.of("text", "at", "ref")) {
                assertEquals(
                        before.stream().map(message -> message.string(field)).toList(),
                        after.stream().map(message -> message.string(field)).toList());
            }
            assertEquals(
                    before.stream().map(Heard::offset).toList(),
                    after.stream().map(Heard::offset).toList());
            assertEquals(mira.id(), after.get(0).author());
            assertEquals(701, mira.post(copy, "and on").offset());
        }
    }

    @Test
    void aPrivateRoomComesInWithItsPeopleWhileTheServerRuns() throws Exception {
        Path file = folder.resolve("plans.jsonl");
        String copy = "~copy-of-the-plans";
        try (Host host = Hosts.fresh(FAST, Store.SQLITE);
                Chatter mira = Chatter.withKey("Mira", "the-secret-key-of-mira", host);
                Chatter jonas = Chatter.named("Jonas", host)) {
            String plans =
                    mira.ask("create-room", "kind", "private", "title", "Plans").room();
            mira.join(plans);
            mira.post(plans, "step one");
            assertEquals(
                    0,
                    JarTool.run(host.data(), "export", plans, file.toString()).exitCode());
            assertEquals("not-found", mira.join(copy).code());
            JarTool.Said in = JarTool.run(host.data(), "import", copy, file.toString());
            assertEquals(0, in.exitCode(), in.text());
            long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
            Heard joined = mira.join(copy);
            while (!joined.is("joined")) { // until the server has looked for what tools have changed
                assertTrue(System.nanoTime() < deadline, joined.toString());
                joined = mira.join(copy);
            }
            assertEquals("Plans", joined.string("title"));
            assertEquals("owner", joined.string("role"));
            mira.await(Heard.message(copy, "step one"));
            assertEquals("not-found", jonas.join(copy).code());
        }
    }

    @Test
    void aFileWithOneBadLineComesInNotAtAll() throws Exception {
        Path file = folder.resolve("room.jsonl");
        try (Host host = Hosts.fresh(FAST, Store.SQLITE);
                Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            IntStream.rangeClosed(1, 5).forEach(i -> mira.post(room, "message " + i));
            JarTool.run(host.data(), "export", room, file.toString());
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            Path shorter = Files.write(folder.resolve("shorter.jsonl"), lines.subList(0, 5));
            lines.set(3, lines.get(3).replace("message 3", "\\u0000"));
            Path bad = Files.write(folder.resolve("bad.jsonl"), lines);
            JarTool.Said said = JarTool.run(host.data(), "import", "bad", bad.toString());
            assertEquals(1, said.exitCode());
            assertTrue(said.text().contains("Line 4 "), said.text());
            assertEquals(
                    1,
                    JarTool.run(host.data(), "import", "shorter", shorter.toString())
                            .exitCode());
            assertEquals(0, mira.join("bad").head());
            assertEquals(0, mira.join("shorter").head());
        }
    }

    @Test
    void aFolderMayHaveAnyNameAndIsToldByIt() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("wh?t #1 100% dir"));
        Path backup = odd.resolve("backup?.db");
        try (Host host = Hosts.fresh(Map.of("data", odd.toString()), Store.SQLITE);
                Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            mira.post(room, "kept");
            assertTrue(
                    Files.readString(host.log()).contains("stores messages in " + odd.resolve("parley.db") + " "),
                    "the log names the file");
            JarTool.Said said = JarTool.run(odd, "backup", backup.toString());
            assertEquals(0, said.exitCode(), said.text());
        }
        assertTrue(Files.size(odd.resolve("parley.db")) > 0);
        assertTrue(Files.size(backup) > 0);
        try (Stream<Path> beside = Files.list(folder)) {
            assertEquals(List.of(odd), beside.toList());
        }
    }
}
