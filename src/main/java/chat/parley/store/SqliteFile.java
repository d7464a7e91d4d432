package chat.parley.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's driver: its settings and URLs. In a URL, the driver takes everything after a question mark as parameters,
 * even within a directory's name.
 */
final class SqliteFile {
    private static final String DRIVER = "jdbc:sqlite:";
    private static final String LIBRARY_FOLDER = "org.sqlite.tmpdir";
    private static final String URI = "file:";
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(2);
    private static final long WAL_BYTES = 64L << 20;
    /** Pages in the write-ahead log (32 MB) before a writer checkpoints what the {@link Checkpointer} has not. */
    static final int MAX_WAL_PAGES = 8_000;

    private SqliteFile() {}

    /**
     * Loads the driver's native library, which the driver unpacks to a temporary directory.
     *
     * @throws StoreException if that fails; the message names the property to set
     */
    static void load() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            String folder = System.getProperty(LIBRARY_FOLDER, System.getProperty("java.io.tmpdir"));
            throw new StoreException(
                    "Cannot load SQLite's library from " + folder
                            + ". If the directory is not writable"
                            + " or is mounted noexec, set -D" + LIBRARY_FOLDER + "=DIR to another directory",
                    e);
        }
    }

    /** A source of writing connections; deleted content is overwritten. */
    static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL); // a commit is on disk before it is acknowledged
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.setJournalSizeLimit((int) WAL_BYTES);
        config.setPragma(Pragma.WAL_AUTOCHECKPOINT, Integer.toString(MAX_WAL_PAGES));
        config.setPragma(Pragma.SECURE_DELETE, "true");
        config.setTransactionMode(TransactionMode.IMMEDIATE); // takes the write lock at once
        SQLiteDataSource source = PreparedConnection.source(config);
        source.setUrl(url(file));
        return source;
    }

    /** Truncates the write-ahead log. Returns false if a reader uses an older state: writers must not wait for it. */
    static boolean truncateWal(Connection connection) throws SQLException {
        return checkpoint(connection)
                && Sql.one(connection, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1) == 0);
    }

    /** Copies the write-ahead log into the file without waiting for anybody. Returns whether nothing is left to copy. */
    static boolean checkpoint(Connection connection) throws SQLException {
        return Sql.one(
                connection,
                "PRAGMA wal_checkpoint(PASSIVE)",
                row -> row.getInt(1) == 0 && row.getInt(2) == row.getInt(3));
    }

    /** @see <a href="https://www.sqlite.org/uri.html">SQLite, URI filenames</a> */
    static String url(Path file) {
        String path = file.toString();
        return DRIVER
                + (path.contains("?")
                        ? URI + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
                        : path);
    }

    /** The inverse of {@link #url}; null for the URL of another database. */
    static String path(String url) {
        if (!url.startsWith(DRIVER)) {
            return null;
        }
        String path = url.substring(DRIVER.length());
        return path.startsWith(URI)
                ? URLDecoder.decode(path.substring(URI.length()).replace("+", "%2B"), StandardCharsets.UTF_8)
                : path;
    }
}
