package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.log.LogBench;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite stores whose files were swapped, truncated or overwritten. */
class DamageTest {
    private static final int PAGE = 4_096;

    @TempDir
    Path folder;

    @TempDir
    Path other;

    private static void append(LogBench bench, int count) {
        IntStream.range(0, count).forEach(i -> bench.append(LogBench.MIRA, "text " + i + " x".repeat(500), null));
        bench.run();
    }

    private void copy(String file) throws IOException {
        Files.copy(folder.resolve(file), other.resolve(file));
    }

    /** The store is refused with one line that says why, and its files stay unchanged. */
    private void assertRefused(Path directory, String what) throws IOException {
        Path database = directory.resolve("parley.db");
        byte[] before = Files.exists(database) ? Files.readAllBytes(database) : null;
        for (int i = 0; i < 2; i++) { // the refused start must not leave a lock behind
            String said = assertThrows(StoreException.class, () -> LogBench.in(directory))
                    .getMessage();
            assertTrue(said.contains("is damaged") && said.contains(what) && said.contains("restore a backup"), said);
            assertFalse(said.contains("\n"), said);
        }
        if (before != null) {
            assertArrayEquals(before, Files.readAllBytes(database));
        }
    }

    @Test
    void anOldFileWithANewerLogBesideItIsRefused() throws IOException {
        mix();
        assertRefused(other, other.resolve("parley.db").toString());
    }

    @Test
    void aLogWithoutItsFileIsKept() throws IOException {
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, 20);
            copy("parley.db-wal");
        }
        assertRefused(other, "parley.db-wal");
        assertTrue(Files.size(other.resolve("parley.db-wal")) > 0);
        Files.createFile(other.resolve("parley.db"));
        assertRefused(other, "parley.db-wal");
    }

    @Test
    void anIntactStoreStartsAfterAKill() throws IOException {
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, 20);
            copy("parley.db");
            copy("parley.db-wal");
        }
        try (LogBench bench = LogBench.in(other)) {
            assertEquals(21, bench.say("and on", null).offset());
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.write(
                folder.resolve("parley.db"),
                "this is no database, whatever its name is. ".repeat(200).getBytes());
        assertRefused(folder, "");
    }

    /** An old file with a newer log beside it. */
    private void mix() throws IOException {
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, 20);
        }
        copy("parley.db");
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, 200);
        }
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, 20);
            copy("parley.db-wal");
        }
    }

    @Test
    void restoreKeepsTheDamagedStoreUnchanged(@TempDir Path backups) throws IOException {
        mix();
        Path backup = backups.resolve("backup.db");
        Backup.take(folder, backup);
        for (boolean hasFile : List.of(true, false)) {
            if (!hasFile) {
                Files.delete(other.resolve("parley.db"));
                Files.copy(backup, other.resolve("parley.db-wal"));
            }
            byte[] file = hasFile ? Files.readAllBytes(other.resolve("parley.db")) : null;
            byte[] log = Files.readAllBytes(other.resolve("parley.db-wal"));
            Path before = Backup.restore(backup, other);
            if (hasFile) {
                assertArrayEquals(file, Files.readAllBytes(before));
            }
            assertArrayEquals(log, Files.readAllBytes(before.resolveSibling(before.getFileName() + "-wal")));
            try (LogBench bench = LogBench.in(other)) {
                assertEquals(241, bench.say("and on", null).offset());
            }
        }
    }

    @Test
    void toolsDoNotTouchADamagedStoreEither() throws IOException {
        mix();
        byte[] before = Files.readAllBytes(other.resolve("parley.db"));
        assertThrows(StoreException.class, () -> Backup.take(other, folder.resolve("backup.db")));
        assertThrows(StoreException.class, () -> Database.sqliteBeside(other, new PoolSizes(1, 1), Thread::new));
        assertArrayEquals(before, Files.readAllBytes(other.resolve("parley.db")));
        assertFalse(Files.exists(folder.resolve("backup.db")));
    }

    @Test
    void aDamagedBackupIsNotRestoredAndLeavesNothing() throws IOException {
        Path backup = other.resolve("backup.db");
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, 400);
        }
        Backup.take(folder, backup);
        List<Path> before = Files.list(folder).sorted().toList();
        overwriteTheSecondHalf(backup);
        assertThrows(StoreException.class, () -> Backup.restore(backup, folder));
        assertEquals(before, Files.list(folder).sorted().toList());
        assertEquals(List.of(backup), Files.list(other).toList());
    }

    @Test
    void readingDamagedPagesFailsWithoutRetryTime() throws IOException {
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, 400);
        }
        try (LogBench bench = LogBench.in(folder)) {
            overwriteTheSecondHalf(folder.resolve("parley.db"));
            assertNoRetry(bench, bench.log.after(LogBench.LOBBY, 0, 1_000));
        }
    }

    @Test
    void writingToDamagedPagesFailsWithoutRetryTime() throws IOException {
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, 400);
        }
        try (LogBench bench = LogBench.in(folder)) {
            overwriteTheSecondHalf(folder.resolve("parley.db"));
            List<CompletionStage<?>> answers =
                    List.of(bench.append(LogBench.MIRA, "one", "a"), bench.append(LogBench.MIRA, "two", "b"));
            for (CompletionStage<?> answer : answers) {
                assertNoRetry(bench, answer);
            }
        }
    }

    private static void assertNoRetry(LogBench bench, CompletionStage<?> answer) {
        bench.run();
        assertTrue(answer.toCompletableFuture().isCompletedExceptionally());
        Refusal refusal = (Refusal) assertThrows(
                        CompletionException.class,
                        () -> answer.toCompletableFuture().join())
                .getCause();
        assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
        assertNull(refusal.asReplyTo("a").retryAfter());
        assertTrue(refusal.getMessage().contains("damaged"), refusal.getMessage());
    }

    private static void overwriteTheSecondHalf(Path database) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            byte[] garbage = new byte[PAGE];
            Arrays.fill(garbage, (byte) 0xaa);
            for (long page = file.length() / PAGE / 2; page < file.length() / PAGE; page++) {
                file.seek(page * PAGE);
                file.write(garbage);
            }
        }
    }
}
