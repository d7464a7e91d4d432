package chat.parley.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite's driver and how it is set, and the addresses by which it knows files: it takes what follows a question mark for parameters, also in a folder's name. */
final class SqliteFile {
    private static final String DRIVER = "jdbc:sqlite:";
    private static final String UNPACKED_IN = "org.sqlite.tmpdir";
    private static final String URI = "file:";
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);
    private static final long WAL_BYTES = 64L << 20;
    /** Pages of the log that are written ahead, 16 MB, before they are put in their places: the more of them, the more often a busy room's page is put there once for many messages. */
    private static final int CHECKPOINT_PAGES = 4_000;

    private SqliteFile() {}

    /**
     * Loads the driver's native library, which it unpacks into a temporary directory.
     *
     * @throws StoreException if that cannot be done, with what to set
     */
    static void load() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            String folder = System.getProperty(UNPACKED_IN, System.getProperty("java.io.tmpdir"));
            throw new StoreException("SQLite's library cannot be loaded from " + folder + ". If that directory cannot be written, or is mounted noexec, start Java with -D" + UNPACKED_IN
                    + "=DIR, a directory that is neither", e);
        }
    }

    /** Connections to the file that write; what they delete is overwritten. */
    static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL); // a commit is on the disk before it is acknowledged
        config.setBusyTimeout((int) LOCK_PATIENCE.toMillis());
        config.setJournalSizeLimit((int) WAL_BYTES);
        config.setPragma(Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
        config.setPragma(Pragma.SECURE_DELETE, "true");
        config.setTransactionMode(TransactionMode.IMMEDIATE); // a writer that has begun is the only one
        SQLiteDataSource source = PreparedConnection.source(config);
        source.setUrl(url(file));
        return source;
    }

    /** Empties the write-ahead log. False if somebody reads an older state: writers must not wait for them. */
    static boolean emptyLog(Connection connection) throws SQLException {
        boolean inPlace = Sql.one(connection, "PRAGMA wal_checkpoint(PASSIVE)",
                row -> row.getInt(1) == 0 && row.getInt(2) == row.getInt(3));
        return inPlace && Sql.one(connection, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1) == 0);
    }

    /** @see <a href="https://www.sqlite.org/uri.html">SQLite, URI filenames</a> */
    static String url(Path file) {
        String path = file.toString();
        return DRIVER + (path.contains("?") ? URI + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23") : path);
    }

    /** The file's path again; null for the URL of another database. */
    static String path(String url) {
        if (!url.startsWith(DRIVER)) {
            return null;
        }
        String path = url.substring(DRIVER.length());
        return path.startsWith(URI) ? URLDecoder.decode(path.substring(URI.length()).replace("+", "%2B"), StandardCharsets.UTF_8) : path;
    }
}
