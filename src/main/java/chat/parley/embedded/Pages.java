package chat.parley.embedded;

import chat.parley.http.PageHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * The page's files and the vendor files that come in jars, as a servlet container would serve them from the WAR. Only paths of plain names lead anywhere, and only to the kinds of
 * file that a page is made of; so there is nothing to escape from. Grizzly's own handler for files knows no HEAD and no ETag.
 */
final class Pages extends HttpHandler {
    /** Possessive, and without groups that repeat: those take a stack frame for each repetition. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._-]++");
    private static final Pattern HIDDEN = Pattern.compile("/[./]");
    private static final Map<String, String> KINDS = Map.of(
            "html", "text/html;charset=UTF-8", "css", "text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8", "mjs", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml", "png", "image/png", "json", "application/json", "webmanifest", "application/manifest+json", "woff2", "font/woff2");

    private final String context;
    private final Path webapp;

    /** @param webapp the directory of the page's files, read anew at every request; null: they are on the class path */
    Pages(String context, Path webapp) {
        this.context = context;
        this.webapp = webapp;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        String whole = request.getRequestURI();
        if (!whole.equals(context) && !whole.startsWith(context + "/")) {
            response.sendError(HttpStatus.NOT_FOUND_404.getStatusCode());
            return;
        }
        String path = whole.substring(context.length());
        PageHeaders.of(path).forEach(response::setHeader);
        if (path.isEmpty()) {
            String query = request.getQueryString();
            response.setStatus(HttpStatus.FOUND_302); // the page's own links are relative to the slash
            response.setHeader(Header.Location, context + "/" + (query == null ? "" : "?" + query));
        } else if (request.getMethod() != Method.GET && request.getMethod() != Method.HEAD) {
            response.setHeader(Header.Allow, "GET, HEAD");
            response.sendError(HttpStatus.METHOD_NOT_ALLOWED_405.getStatusCode());
        } else {
            serve(path.equals("/") ? "/index.html" : path, request, response);
        }
    }

    private void serve(String path, Request request, Response response) throws IOException {
        boolean plain = PLAIN.matcher(path).matches() && !HIDDEN.matcher(path).find();
        String type = plain ? KINDS.get(path.substring(path.lastIndexOf('.') + 1)) : null;
        byte[] content = type == null ? null : content(path);
        if (content == null) {
            response.sendError(HttpStatus.NOT_FOUND_404.getStatusCode());
            return;
        }
        String tag = tag(content);
        response.setHeader(Header.ETag, tag);
        if (tag.equals(request.getHeader(Header.IfNoneMatch))) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            return;
        }
        response.setContentType(type);
        response.setContentLength(content.length);
        response.setBufferSize(content.length + 1); // else Grizzly sends a long page without its type to a client that offers another protocol (h2c)
        if (request.getMethod() == Method.GET) {
            response.getOutputStream().write(content);
        }
    }

    private byte[] content(String path) throws IOException {
        if (path.startsWith("/_static/") || path.startsWith("/webjars/")) {
            return onClassPath("META-INF/resources" + path);
        }
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.startsWith("/web-inf/") || lower.startsWith("/meta-inf/")) {
            return null;
        }
        if (webapp == null) {
            return onClassPath("webapp" + path);
        }
        Path file = webapp.resolve(path.substring(1));
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    private static byte[] onClassPath(String name) throws IOException {
        try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /** Weak, since the same file may go out compressed. */
    private static String tag(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        return "W/\"" + Long.toHexString(sum.getValue()) + "-" + content.length + "\"";
    }
}
