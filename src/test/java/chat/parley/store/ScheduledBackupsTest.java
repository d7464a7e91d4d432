package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Parley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledBackupsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String FIRST = "parley-20261129T020304Z.db";

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock(Instant.parse("2026-11-29T02:03:04Z"));
    private Path data;
    private Path target;
    private Database database;
    private ScheduledBackups backups;

    /** A clock that stands still until it is set. */
    private static final class SetClock extends Clock {
        private Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void aRunningStore() {
        data = folder.resolve("data");
        target = folder.resolve("backups");
        database = Database.sqlite(data, new PoolSizes(1, 1), Parley.plainThreads());
        backups = of(2);
    }

    private ScheduledBackups of(int keep) {
        return ScheduledBackups.of(data, new BackupPlan(target, DAY, keep), clock, Parley.plainThreads());
    }

    @AfterEach
    void close() {
        backups.close();
        database.close();
    }

    @Test
    void aBackupIsTakenWhenTheNewestIsOldAndTheOldestAreRemoved() throws IOException {
        backups.takeIfDue();
        assertEquals(List.of(FIRST), files());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(FIRST))));
        clock.advance(DAY.minusSeconds(1));
        of(2).takeIfDue(); // a restart does not change when it is due
        assertEquals(List.of(FIRST), files());
        clock.advance(Duration.ofSeconds(1));
        backups.takeIfDue();
        clock.advance(DAY);
        backups.takeIfDue();
        assertEquals(List.of("parley-20261130T020304Z.db", "parley-20261201T020304Z.db"), files());
        assertEquals(clock.instant(), backups.lastGood());
        assertNull(backups.problem());
    }

    @Test
    void aBackupCanBeRestored() throws SQLException {
        sql(data.resolve("parley.db"), "UPDATE parley SET epoch = 'marked'");
        backups.takeIfDue();
        Path restored = folder.resolve("restored");
        Backup.restore(target.resolve(FIRST), restored);
        Database.existingSqlite(restored, new PoolSizes(1, 1), Parley.plainThreads())
                .close();
    }

    @Test
    void whileBackupsFailNoneIsRemovedAndTheProblemIsKnown() throws Exception {
        backups.takeIfDue();
        clock.advance(DAY);
        database.close();
        Path store = data.resolve("parley.db");
        byte[] damaged = Files.readAllBytes(store);
        Arrays.fill(damaged, 4096, damaged.length, (byte) 7);
        Files.write(store, damaged);
        ScheduledBackups one = of(1);
        one.takeIfDue();
        assertNotNull(one.problem());
        assertEquals(Instant.parse("2026-11-29T02:03:04Z"), one.lastGood());
        assertEquals(List.of(FIRST), files());
        Files.delete(store);
        one.takeIfDue(); // too early for another try
        assertEquals(List.of(FIRST), files());
        database = Database.sqlite(data, new PoolSizes(1, 1), Parley.plainThreads());
        clock.advance(Duration.ofMinutes(10));
        one.takeIfDue();
        assertNull(one.problem());
        assertEquals(List.of("parley-20261130T021304Z.db"), files());
    }

    @Test
    void whatAKilledServerLeftIsNoBackupAndIsRemovedAndOtherFilesStay() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("parley-20261129T010000Z.db.part"), "half");
        Files.writeString(target.resolve("parley-20261129T010000Z.db.part-journal"), "half");
        Files.writeString(target.resolve("parley-mine.db"), "mine");
        backups.takeIfDue();
        assertEquals(List.of(FIRST, "parley-mine.db"), files());
    }

    @Test
    void aDirectoryThatCannotBeUsedIsAProblem() throws IOException {
        Files.writeString(target, "a file");
        backups.takeIfDue();
        assertTrue(backups.problem().contains(target.toString()), backups.problem());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void sql(Path file, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }
}
