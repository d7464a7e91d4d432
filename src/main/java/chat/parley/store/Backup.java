package chat.parley.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Backs up and restores a SQLite store: backups run beside a live server, restores need it stopped. */
public final class Backup {
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private Backup() {}

    /**
     * Writes everything committed so far to a new file. Does not block readers or writers.
     *
     * @throws StoreException if the backup fails; no file is left behind
     */
    public static void take(Path directory, Path file) {
        Path database = existing(DataFolder.database(directory));
        DataFolder.checkUnlessServed(directory);
        copy(database, file);
    }

    /** Like {@link #take}, of a store that this process uses. */
    static void copy(Path database, Path file) {
        try (NewFile target = new NewFile(file)) {
            try (Connection connection = open(database)) {
                Sql.update(connection, "VACUUM INTO ?", target.part().toString());
            }
            NewFile.restrict(target.part());
            check(target.part());
            requireSchema(target.part());
            target.publish();
        } catch (IOException | SQLException e) {
            throw new StoreException("Backup failed: " + e.getMessage(), e);
        }
    }

    /**
     * Replaces the store with a backup and keeps the replaced store beside it. The logs get a new epoch, so clients
     * whose positions are newer than the backup start afresh instead of mistaking one message for another.
     *
     * @return the path of the replaced store; null if there was none
     * @throws StoreException if the restore fails, for example because the server is running
     */
    public static Path restore(Path file, Path directory) {
        existing(file);
        try (DataFolder folder = DataFolder.lock(directory)) {
            return putInPlace(file, folder.database());
        }
    }

    private static Path putInPlace(Path file, Path database) {
        Path restored = database.resolveSibling("parley.db.restoring");
        NewFile.delete(restored); // left by an interrupted restore
        try {
            Files.copy(file, restored);
            check(restored);
            renew(restored);
            NewFile.sync(restored);
            Path before = setAside(database);
            Files.move(restored, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            NewFile.sync(database.getParent());
            return before;
        } catch (IOException | SQLException e) {
            throw new StoreException("Restore failed: " + e.getMessage(), e);
        } finally {
            NewFile.delete(restored);
        }
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StoreException("File not found: " + file.toAbsolutePath(), null);
        }
        return file;
    }

    private static void check(Path file) throws SQLException {
        try (Connection connection = open(file)) {
            Damage.check(file, connection);
            Sql.one(connection, "SELECT epoch FROM parley", row -> row.getString(1));
        }
    }

    /** The backup must have the tables that this Parley needs, so that it can be used without another version. */
    private static void requireSchema(Path file) {
        StoreSurvey survey = StoreSurvey.of(source(file), Dialect.SQLITE, false);
        if (survey.schema() == null) {
            throw new StoreException("Backup failed: the copy has no tables", null);
        }
    }

    private static void renew(Path file) throws SQLException {
        String epoch = Tags.epoch();
        try (Connection connection = open(file)) {
            mergeWal(connection);
            Sql.update(connection, "UPDATE parley SET epoch = ?", epoch);
            Sql.update(connection, "UPDATE room SET epoch = ?", epoch);
            if (exists("deleted_room", connection)) {
                Sql.update(connection, "UPDATE deleted_room SET next_epoch = ?", epoch);
            }
            clear("web_session", connection); // else people would be signed in again
            clear("account_link", connection); // else used and revoked links would be valid again
        }
    }

    /** Old backups do not have all tables. */
    private static void clear(String table, Connection connection) throws SQLException {
        if (exists(table, connection)) {
            Sql.update(connection, "DELETE FROM " + table);
        }
    }

    private static boolean exists(String table, Connection connection) throws SQLException {
        String found = "SELECT 1 FROM sqlite_master WHERE name = ?";
        return Sql.one(connection, found, row -> row.getInt(1), table) != null;
    }

    /**
     * Copies the replaced store, as a single file unless it is damaged: SQLite would apply a leftover write-ahead log
     * to the restored file. A damaged store is copied file by file, unchanged.
     */
    private static Path setAside(Path database) throws IOException, SQLException {
        Path before = database.resolveSibling("parley.db.before-restore-" + System.currentTimeMillis());
        if (isIntact(database)) {
            try (Connection connection = open(database)) {
                mergeWal(connection);
            }
        }
        boolean found = false;
        for (String suffix : List.of("", "-journal", "-wal")) {
            Path file = database.resolveSibling(database.getFileName() + suffix);
            if (Files.exists(file)) {
                Path copy = before.resolveSibling(before.getFileName() + suffix);
                Files.copy(file, copy);
                NewFile.sync(copy);
                found = true;
            }
        }
        for (String suffix : List.of("-journal", "-wal", "-shm")) {
            Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
        }
        return found ? before : null;
    }

    private static boolean isIntact(Path database) {
        try {
            Damage.checkAfterUncleanEnd(database);
            return Files.exists(database);
        } catch (StoreException e) {
            return false;
        }
    }

    private static void mergeWal(Connection connection) throws SQLException {
        String mode = Sql.one(connection, "PRAGMA journal_mode = DELETE", row -> row.getString(1));
        if (!"delete".equals(mode)) {
            throw new StoreException("The store is in use by another process; stop it and retry", null);
        }
    }

    private static Connection open(Path file) throws SQLException {
        return source(file).getConnection();
    }

    private static SQLiteDataSource source(Path file) {
        SqliteFile.load();
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(SqliteFile.url(file));
        return source;
    }
}
