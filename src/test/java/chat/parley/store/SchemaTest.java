package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.Position;
import chat.parley.event.RoomRef;
import chat.parley.log.Draft;
import chat.parley.log.LogBench;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteDataSource;

/** Stores written by another version of Parley. */
class SchemaTest {
    private static final String MESSAGE =
            "INSERT INTO entry (room, \"offset\", tag, kind, sender, sender_name, ref, at, body, digest)"
                    + " VALUES (1, 1, 'T1', 'message', 'G1', 'Mira', 'r1', 1767225600000, 'said long ago', 0)";

    private static final Duration LATER_THAN_A_POOL_WAITS = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    private void migrateLater() throws SQLException {
        LogBench.in(folder).close();
        execute(
                "INSERT INTO parley_schema (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                        + " VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'parley', 1, 1)");
    }

    @Test
    void anOlderParleyUsesAStoreToWhichANewerOneHasOnlyAdded() throws Exception {
        migrateLater();
        execute("ALTER TABLE entry ADD COLUMN later TEXT");
        try (LogBench bench = LogBench.in(folder)) {
            bench.result(bench.log.append(
                    new Draft(bench.log.room(LogBench.ROOM), LogBench.MIRA, new Body.Said("still here", null), null)));
        }
        assertEquals(1, count("SELECT count(*) FROM entry"));
    }

    @Test
    void aStoreFromWhichANewerParleyHasTakenSomethingNamesTheVersionThatItNeeds() throws SQLException {
        migrateLater();
        execute("UPDATE parley SET oldest = 998");
        String said =
                assertThrows(StoreException.class, () -> LogBench.in(folder)).getMessage();
        assertTrue(said.contains("is version 999 and needs a Parley that supports version 998, but"), said);
    }

    @Test
    void aStoreOfANewerParleyIsRefusedInOneLineAndLeftUntouched() throws SQLException {
        migrateLater();
        execute("DELETE FROM parley");
        for (int i = 0; i < 2; i++) { // the refused start must not leave a lock behind
            String said = assertThrows(StoreException.class, () -> LogBench.in(folder))
                    .getMessage();
            assertTrue(
                    said.startsWith(
                            "This store was migrated by a newer Parley: its schema is version 999, but this Parley"
                                    + " supports versions up to " + newest() + "."),
                    said);
            assertFalse(said.contains("\n"), said);
        }
        assertEquals(0, count("SELECT count(*) FROM parley"));
    }

    /** The pool's threads start late, so it has no connection in time although nothing is wrong. */
    @Test
    void aBusyMachineLogsNoWaitForAFile() {
        Logger logger = Logger.getLogger(Schema.class.getName());
        List<String> told = new CopyOnWriteArrayList<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(listening);
        try {
            Database.sqlite(folder, new PoolSizes(1, 1), task -> new Thread(() -> beginLate(task)))
                    .close();
        } finally {
            logger.removeHandler(listening);
        }
        assertEquals(List.of(), told);
    }

    private static void beginLate(Runnable task) {
        long begin = System.nanoTime() + LATER_THAN_A_POOL_WAITS.toNanos();
        while (System.nanoTime() < begin) {
            LockSupport.parkNanos(begin - System.nanoTime());
        }
        task.run();
    }

    @Test
    void aNewStoreIsLabelledAsNew() {
        Database made = Database.sqlite(folder, new PoolSizes(1, 1), Thread::new);
        made.close();
        assertEquals(DataFolder.database(folder) + " (a new, empty store)", made.toString());
        Database again = Database.sqlite(folder, new PoolSizes(1, 1), Thread::new);
        again.close();
        assertEquals(DataFolder.database(folder).toString(), again.toString());
    }

    /** A server starts on the data of every released version, returns its messages and accepts new ones. */
    @ParameterizedTest
    @MethodSource("versions")
    void theDataOfEachVersionIsMigrated(int version) throws SQLException {
        createRoom(version, 1);
        execute(MESSAGE);
        try (LogBench bench = LogBench.in(folder)) {
            assertEquals(2, bench.say("said today", "r2").offset());
            assertEquals(List.of("said long ago", "said today"), bench.texts(bench.log.after(LogBench.LOBBY, 0, 10)));
        }
    }

    /** Creates the tables of that version, and a room. */
    private void createRoom(int version, int head) throws SQLException {
        Flyway.configure(SchemaTest.class.getClassLoader())
                .dataSource(file())
                .locations("classpath:chat/parley/store/schema")
                .placeholders(Dialect.SQLITE.words())
                .table("parley_schema")
                .loggers("slf4j")
                .target(Integer.toString(version))
                .load()
                .migrate();
        execute("INSERT INTO parley (id, epoch) VALUES (1, 'EPOCH')");
        execute("INSERT INTO room (name, epoch, head, head_tag, floor, floor_tag) VALUES ('" + LogBench.ROOM
                + "', 'EPOCH', " + head + ", 'T" + head + "', 0, '')");
    }

    @Test
    void oldRoomsThatDifferOnlyInCaseStayApart() throws SQLException {
        createRoom(7, 0);
        for (String name : List.of("Hall", "hall", "HALL", "Alone")) {
            execute("INSERT INTO room (name, epoch, head, head_tag, floor, floor_tag) VALUES ('" + name
                    + "', 'EPOCH', 0, '', 0, '')");
        }
        for (int start = 1; start <= 2; start++) {
            try (LogBench bench = LogBench.in(folder)) {
                for (String name : List.of("Hall", "hall", "HALL")) {
                    Entry entry = bench.result(bench.log.append(
                            new Draft(bench.log.room(name), LogBench.MIRA, new Body.Said("in " + name, null), null)));
                    assertEquals(name, entry.room());
                    assertEquals(start, entry.offset());
                    assertEquals(
                            "in " + name,
                            LogBench.text(bench.result(bench.log.after(bench.log.room(name), 0, 1))
                                    .entries()
                                    .get(0)));
                    bench.result(bench.whole.memberships().enter(bench.log.room(name), LogBench.MIRA));
                    bench.result(bench.whole.memberships().leave(bench.log.room(name), LogBench.JONAS));
                }
                assertEquals(
                        "Hall",
                        bench.result(bench.log.after(bench.log.room("hALL"), 0, 1))
                                .room(),
                        "other spellings lead to the oldest");
                assertEquals(
                        "Alone",
                        bench.result(bench.log.after(bench.log.room("aLONE"), 0, 1))
                                .room());
                assertEquals(
                        3,
                        bench.result(bench.whole.memberships().roomsOf(LogBench.MIRA, 10))
                                .size());
            }
        }
    }

    @Test
    void aRoomWithAnotherNameThanAtFirstIsStillTheSame() throws SQLException {
        Position said;
        try (LogBench bench = LogBench.in(folder)) {
            said = bench.say("said in the lobby", "r1").position();
            bench.result(bench.whole.memberships().enter(LogBench.LOBBY, LogBench.MIRA));
            bench.result(bench.whole.memberships().enter(LogBench.room("yard"), LogBench.JONAS));
        }
        execute("UPDATE room SET name = 'Grand Hall', folded = 'grand hall' WHERE name = 'lobby'");
        try (LogBench bench = LogBench.in(folder)) {
            for (String name : List.of("grand HALL", "Lobby")) { // nobody else has its former name
                RoomRef room = bench.log.room(name);
                assertEquals(
                        "Grand Hall", bench.result(bench.log.after(room, 0, 1)).room());
                assertEquals(Optional.of(said), bench.result(bench.log.position(room, 1)), "clients resume");
                Draft again = new Draft(room, LogBench.MIRA, new Body.Said("said in the lobby", null), "r1");
                assertEquals(said, bench.result(bench.log.append(again)).position());
            }
            assertEquals(
                    "Grand Hall",
                    bench.result(bench.whole.memberships().roomsOf(LogBench.MIRA, 10))
                            .get(0)
                            .room()
                            .room());
        }
        execute("UPDATE room SET name = 'Lobby', folded = 'lobby' WHERE name = 'yard'");
        try (LogBench bench = LogBench.in(folder)) {
            assertEquals(LogBench.room("yard").id(), bench.log.room("lobby").id());
            assertEquals(LogBench.LOBBY.id(), bench.log.room("Grand Hall").id());
        }
    }

    @Test
    void oldMembersCanBeMentioned() throws SQLException {
        createRoom(7, 0);
        execute("INSERT INTO membership (member, room, name, read_offset) VALUES ('G2', 1, 'Anne-Marie', 0)");
        execute("INSERT INTO secret (id, value) VALUES (1, 'kept')");
        try (LogBench bench = LogBench.in(folder)) {
            assertEquals(
                    List.of(new Mention(3, 14, List.of("G2"))),
                    bench.say("hi @anne-marie!", "r").mentions());
        }
    }

    @Test
    void theMembersOfOldRoomsAreCounted() throws SQLException {
        createRoom(11, 0);
        execute(
                "INSERT INTO membership (member, room, name, read_offset) VALUES ('G1', 1, 'Mira', 0), ('G2', 1, 'Jonas', 0)");
        try (LogBench bench = LogBench.in(folder)) {
            bench.result(bench.whole.memberships().enter(LogBench.LOBBY, new Member("G3", "Nora")));
            assertEquals(
                    3,
                    bench.result(bench.whole.memberships().rooms(null, 1))
                            .get(0)
                            .room()
                            .members());
        }
    }

    private void change(long offset, String kind, String text) throws SQLException {
        execute(MESSAGE.replace("1, 1, 'T1', 'message'", "1, " + offset + ", 'T" + offset + "', '" + kind + "'")
                .replace("ref, at", "ref, target, at")
                .replace("'r1'", "'r" + offset + "', 1")
                .replace("said long ago", text)
                .replace(", 0)", ", 4711)"));
    }

    @Test
    void theUpgradeRedactsWhatWasEditedOrDeleted() throws SQLException {
        createRoom(5, 3);
        execute(MESSAGE);
        change(2, "edit", "edited once");
        change(3, "edit", "edited twice");
        execute("INSERT INTO message (room, \"offset\", changed, text, edited, deleted, reactions)"
                + " VALUES (1, 1, 3, 'edited twice', 1767225600000, 0, '')");
        try (LogBench bench = LogBench.in(folder)) {
            List<Entry> entries =
                    bench.result(bench.log.after(LogBench.LOBBY, 0, 10)).entries();
            assertEquals(
                    List.of(new Body.Said(null, null), new Change.Edit(1, null), new Change.Edit(1, "edited twice")),
                    entries.stream().map(Entry::body).toList());
            assertEquals("edited twice", entries.get(0).asMessage().text());
        }
        assertEquals(2, count("SELECT count(*) FROM entry WHERE digest = 0 AND body IS NULL"));
    }

    private static int newest() {
        return versions().max(Integer::compare).orElseThrow();
    }

    static Stream<Integer> versions() {
        SQLiteDataSource nowhere = new SQLiteDataSource();
        nowhere.setUrl("jdbc:sqlite::memory:");
        return Stream.of(Flyway.configure(SchemaTest.class.getClassLoader())
                        .dataSource(nowhere)
                        .locations("classpath:chat/parley/store/schema")
                        .placeholders(Dialect.SQLITE.words())
                        .loggers("slf4j")
                        .load()
                        .info()
                        .all())
                .map(migration -> Integer.valueOf(migration.getVersion().getVersion()));
    }

    private DataSource file() {
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + DataFolder.database(folder));
        return file;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = file().getConnection()) {
            Sql.update(connection, sql);
        }
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + DataFolder.database(folder))) {
            return Sql.one(connection, sql, row -> row.getInt(1));
        }
    }
}
