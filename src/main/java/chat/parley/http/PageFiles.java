package chat.parley.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The page's files and the vendor files that come in jars, served alike by every host. Only paths of plain names lead
 * anywhere, and only to the kinds of file that a page is made of; so there is nothing to escape from. Tags are made
 * from content: containers make them from times and sizes, which the next version may have in common with this one.
 * Files are read and compressed once. Safe for many threads.
 */
public final class PageFiles {
    static final int OK = 200;
    static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    /** Possessive, and without groups that repeat: those take a stack frame for each repetition. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._-]++");
    private static final Pattern HIDDEN = Pattern.compile("/[./]");
    private static final Map<String, String> KINDS = Map.of(
            "html", "text/html;charset=UTF-8", "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8", "mjs", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml", "png", "image/png", "json", "application/json",
            "webmanifest", "application/manifest+json", "woff2", "font/woff2");
    /** While servers are replaced one by one, a bundle that the next server has may be asked of this one. */
    private static final Map<String, String> MISSING = Map.of("Cache-Control", "no-store");
    private static final List<String> METHODS = List.of("GET", "HEAD");

    private final Source source;
    private final boolean changing;
    /** Only of files that exist: their number is a bound. */
    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** Where the files are. */
    @FunctionalInterface
    public interface Source {
        /** @param path such as {@code /js/main.js}. @return null if there is no such file */
        InputStream open(String path) throws IOException;
    }

    /**
     * What a request is answered with.
     *
     * @param type null where there is no body
     * @param headers besides those of {@link PageHeaders}
     */
    public record Answer(int status, String type, Map<String, String> headers, byte[] body) {}

    /** @param changing whether files change while the server runs, so that they are read anew for every request */
    public PageFiles(Source source, boolean changing) {
        this.source = source;
        this.changing = changing;
    }

    /**
     * @param path below the context root, as it came
     * @param known the values of {@code If-None-Match}
     * @param encodings the values of {@code Accept-Encoding}
     */
    public Answer answer(String method, String path, List<String> known, List<String> encodings) throws IOException {
        if (!METHODS.contains(method)) {
            return new Answer(NOT_ALLOWED, null, Map.of("Allow", String.join(", ", METHODS)), new byte[0]);
        }
        PageFile file = file(path.equals("/") ? "/index.html" : path);
        return file == null ? new Answer(NOT_FOUND, null, MISSING, new byte[0]) : file.answer(known, encodings);
    }

    private PageFile file(String path) throws IOException {
        PageFile read = files.get(path);
        if (read == null) {
            read = read(path);
            if (read != null && !changing) {
                files.put(path, read);
            }
        }
        return read;
    }

    private PageFile read(String path) throws IOException {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean plain = PLAIN.matcher(path).matches() && !HIDDEN.matcher(path).find()
                && !lower.startsWith("/web-inf/") && !lower.startsWith("/meta-inf/");
        String type = plain ? KINDS.get(path.substring(path.lastIndexOf('.') + 1)) : null;
        if (type == null) {
            return null;
        }
        try (InputStream in = source.open(path)) {
            return in == null ? null : new PageFile(type, in.readAllBytes());
        }
    }
}
