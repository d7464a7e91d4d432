package chat.parley.log;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The addresses by which SQLite's driver knows files. It takes what follows a question mark for parameters, also in a folder's name. */
final class SqliteFile {
    private static final String DRIVER = "jdbc:sqlite:";
    private static final String URI = "file:";

    private SqliteFile() {}

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
