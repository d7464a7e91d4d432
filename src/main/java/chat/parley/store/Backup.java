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

/** Copies of a SQLite store: taken while the server runs, put back while it does not. */
public final class Backup {
    private static final int PATIENCE_MILLIS = 10_000;

    private Backup() {}

    /**
     * Writes all that is committed at this moment into a file that is not there yet. Nobody has to wait meanwhile.
     *
     * @throws StoreException where that cannot be done; then there is no such file
     */
    public static void take(Path directory, Path file) {
        Path database = existing(DataFolder.database(directory));
        DataFolder.checkUnlessServed(directory);
        try (NewFile made = new NewFile(file)) {
            try (Connection connection = open(database)) {
                Sql.update(connection, "VACUUM INTO ?", made.part().toString());
            }
            check(made.part());
            made.publish();
        } catch (IOException | SQLException e) {
            throw new StoreException("The backup cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the store what it was when the backup was taken. What it was before is kept beside it, and the logs get a new identity: so clients that have seen more than the backup knows start afresh,
     * and never take one message for another.
     *
     * @return where the store from before is now; null where there was none
     * @throws StoreException where that cannot be done, for instance because the server runs
     */
    public static Path restore(Path file, Path directory) {
        existing(file);
        try (DataFolder folder = DataFolder.lock(directory)) {
            return putInPlace(file, folder.database());
        }
    }

    private static Path putInPlace(Path file, Path database) {
        Path restored = database.resolveSibling("parley.db.restoring");
        NewFile.delete(restored); // by a restore that was cut off
        try {
            Files.copy(file, restored);
            check(restored);
            renew(restored);
            NewFile.sync(restored);
            Path before = putAside(database);
            Files.move(restored, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            NewFile.sync(database.getParent());
            return before;
        } catch (IOException | SQLException e) {
            throw new StoreException("The backup cannot be restored: " + e.getMessage(), e);
        } finally {
            NewFile.delete(restored);
        }
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StoreException("There is no " + file.toAbsolutePath(), null);
        }
        return file;
    }

    private static void check(Path file) throws SQLException {
        try (Connection connection = open(file)) {
            Damage.check(file, connection);
            Sql.one(connection, "SELECT epoch FROM parley", row -> row.getString(1));
        }
    }

    private static void renew(Path file) throws SQLException {
        String epoch = Tags.epoch();
        try (Connection connection = open(file)) {
            inOneFile(connection);
            Sql.update(connection, "UPDATE parley SET epoch = ?", epoch);
            Sql.update(connection, "UPDATE room SET epoch = ?", epoch);
        }
    }

    /**
     * Copies the store, whole in one file: a write-ahead log that stayed behind would be taken for the restored file's.
     * The files of a damaged store are copied as they are.
     */
    private static Path putAside(Path database) throws IOException, SQLException {
        Path before = database.resolveSibling("parley.db.before-restore-" + System.currentTimeMillis());
        if (isWhole(database)) {
            try (Connection connection = open(database)) {
                inOneFile(connection);
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

    private static boolean isWhole(Path database) {
        try {
            Damage.checkAfterUncleanEnd(database);
            return Files.exists(database);
        } catch (StoreException e) {
            return false;
        }
    }

    private static void inOneFile(Connection connection) throws SQLException {
        String mode = Sql.one(connection, "PRAGMA journal_mode = DELETE", row -> row.getString(1));
        if (!"delete".equals(mode)) {
            throw new StoreException("Something else is using the store", null);
        }
    }

    private static Connection open(Path file) throws SQLException {
        SqliteFile.load();
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(SqliteFile.url(file));
        return source.getConnection();
    }
}
