package chat.parley.store;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Detects damaged SQLite files. Damage does not heal, so its errors carry no retry time.
 */
public final class Damage {
    private static final System.Logger LOG = System.getLogger(Damage.class.getName());
    private static final String REMEDY = ". Keep the files and restore a backup";
    private static final long MEGABYTE = 1L << 20;
    private static final String HAS_ROOMS =
            "SELECT count(*) FROM sqlite_schema" + " WHERE type = 'table' AND name IN ('room', 'entry')";
    /** A room whose newest entry is missing, or whose entries have a hole. */
    private static final String BROKEN_ROOM = "SELECT name FROM room WHERE head > floor AND (head_tag <>"
            + " coalesce((SELECT tag FROM entry WHERE entry.room = room.id AND entry.\"offset\" = head), '')"
            + " OR head - floor <> (SELECT count(*) FROM entry"
            + " WHERE entry.room = room.id AND entry.\"offset\" > floor AND entry.\"offset\" <= head)) LIMIT 1";

    private Damage() {}

    /** The error for the operator. @param place null if unknown */
    static StoreException of(Object place, String what, Throwable cause) {
        String store = place == null ? "The store" : "The store " + place;
        return new StoreException(store + " is damaged: " + what.replaceAll("\\s+", " ") + REMEDY, cause);
    }

    /** The error for clients; carries no retry time. */
    public static Refusal refusal() {
        return new Refusal(ErrorCode.UNAVAILABLE, "The store is damaged; the operator must restore a backup");
    }

    /**
     * Checks the whole file, before any write, if the last process did not stop cleanly.
     *
     * @throws StoreException if it is damaged
     */
    static void checkAfterUncleanEnd(Path database) {
        Path ahead = beside(database, "-wal");
        Path behind = beside(database, "-journal");
        long size = size(database);
        if (size(ahead) == 0 && size(behind) == 0) {
            return;
        }
        if (size == 0) {
            Path orphan = size(ahead) > 0 ? ahead : behind;
            throw of(database, "it is missing or empty, but its log " + orphan + " exists", null);
        }
        LOG.log(Level.INFO, "The server did not stop cleanly; checking {0} ({1} MB)", database, size / MEGABYTE);
        try (Connection connection = open(database, size(ahead) > 0)) {
            check(database, connection);
        } catch (SQLException e) {
            if (Fault.of(e) == Fault.DAMAGE) {
                throw of(database, e.getMessage(), e);
            }
            throw new StoreException("Cannot check " + database + ": " + e.getMessage(), e);
        }
    }

    /** @throws StoreException if the file or its logs are damaged */
    static void check(Path database, Connection connection) throws SQLException {
        String verdict = Sql.one(connection, "PRAGMA integrity_check(1)", row -> row.getString(1));
        if (!"ok".equals(verdict)) {
            throw of(database, verdict, null);
        }
        boolean hasRooms = Sql.one(connection, HAS_ROOMS, row -> row.getInt(1)) == 2;
        String broken = hasRooms ? Sql.one(connection, BROKEN_ROOM, row -> row.getString(1)) : null;
        if (broken != null) {
            throw of(database, "messages are missing from room " + broken, null);
        }
    }

    /** @param readOnly keeps SQLite from changing a write-ahead log that may belong to another file */
    private static Connection open(Path database, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(SqliteFile.url(database));
        return source.getConnection();
    }

    private static Path beside(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new StoreException("Cannot read " + file + ": " + e, e);
        }
    }
}
