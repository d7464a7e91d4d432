package chat.parley.log;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite's driver, and the addresses by which it knows files: it takes what follows a question mark for parameters, also in a folder's name. */
final class SqliteFile {
    private static final String DRIVER = "jdbc:sqlite:";
    private static final String UNPACKED_IN = "org.sqlite.tmpdir";
    private static final String URI = "file:";

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
