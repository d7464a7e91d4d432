package chat.parley.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Static files of the page and of vendor jars, served alike on every host. Accepts only plain path names and known
 * file types, so paths cannot escape. Computes ETags from content, because those of containers come from times and
 * sizes, which may be equal in the next version. Reads and compresses each file once. Safe for many threads.
 */
public final class PageFiles {
    /** Possessive and without repeated groups, which use a stack frame per repetition. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._-]++");

    private static final Pattern HIDDEN = Pattern.compile("/[./]");
    private static final Map<String, String> TYPES = Map.of(
            "html",
            "text/html;charset=UTF-8",
            "css",
            "text/css;charset=UTF-8",
            "js",
            "text/javascript;charset=UTF-8",
            "mjs",
            "text/javascript;charset=UTF-8",
            "svg",
            "image/svg+xml",
            "png",
            "image/png",
            "json",
            "application/json",
            "webmanifest",
            "application/manifest+json",
            "txt",
            "text/plain;charset=UTF-8",
            "woff2",
            "font/woff2");
    /** Not cacheable, because during a rolling update a request for the next version's bundle may reach this server. */
    private static final Map<String, String> MISSING_HEADERS = Map.of("Cache-Control", "no-store");

    private static final String INDEX = "/index.html";
    /** The key of the index for people who are signed in; not the path of any file. */
    private static final String SIGNED_IN = INDEX + "?";

    private static final List<String> METHODS = List.of("GET", "HEAD");

    private final FileSource source;
    private final boolean changing;
    private final PageFacts facts;
    /** Contains existing files only, which limits its size. */
    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** Source of the files. */
    @FunctionalInterface
    public interface FileSource {
        /**
         * Opens a file.
         *
         * @param path such as {@code /js/main.js}
         * @return null if there is no such file
         */
        InputStream open(String path) throws IOException;
    }

    /**
     * @param changing whether files may change while the server runs, so that each request reads them again
     */
    public PageFiles(FileSource source, boolean changing, PageFacts facts) {
        this.source = source;
        this.changing = changing;
        this.facts = facts;
    }

    /**
     * Answers a request.
     *
     * @param path below the context root, not decoded
     * @param isSignedIn whether the request proves who the client is; then the page asks the API for its name
     * @param known the values of {@code If-None-Match}
     * @param encodings the values of {@code Accept-Encoding}
     */
    public PageResponse answer(
            String method, String path, boolean isSignedIn, List<String> known, List<String> encodings)
            throws IOException {
        if (!METHODS.contains(method)) {
            Map<String, String> headers = Map.of("Allow", String.join(", ", METHODS));
            return new PageResponse(PageResponse.NOT_ALLOWED, null, headers, new byte[0]);
        }
        PageFile file = file(path.equals("/") ? INDEX : path, isSignedIn);
        return file == null
                ? new PageResponse(PageResponse.NOT_FOUND, null, MISSING_HEADERS, new byte[0])
                : file.answer(known, encodings);
    }

    private PageFile file(String path, boolean isSignedIn) throws IOException {
        String key = isSignedIn && path.equals(INDEX) ? SIGNED_IN : path;
        PageFile read = files.get(key);
        if (read == null) {
            read = read(path, isSignedIn);
            if (read != null && !changing) {
                files.put(key, read);
            }
        }
        return read;
    }

    private PageFile read(String path, boolean isSignedIn) throws IOException {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean allowed = PLAIN.matcher(path).matches()
                && !HIDDEN.matcher(path).find()
                && !lower.startsWith("/web-inf/")
                && !lower.startsWith("/meta-inf/");
        String type = allowed ? TYPES.get(path.substring(path.lastIndexOf('.') + 1)) : null;
        if (type == null) {
            return null;
        }
        try (InputStream in = source.open(path)) {
            return in == null ? null : new PageFile(type, adapted(path, isSignedIn, in.readAllBytes()));
        }
    }

    private byte[] adapted(String path, boolean isSignedIn, byte[] content) {
        String attributes = facts.attributes(isSignedIn);
        return attributes.isEmpty() || !path.equals(INDEX)
                ? content
                : new String(content, StandardCharsets.UTF_8)
                        .replaceFirst("<html\\b", "<html" + attributes)
                        .getBytes(StandardCharsets.UTF_8);
    }
}
