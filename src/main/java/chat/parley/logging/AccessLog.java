package chat.parley.logging;

import chat.parley.LogSettings;
import chat.parley.io.OneLine;
import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Logs a line for each response, in the combined format of web servers, or as JSON. Leaves out everything that may be a
 * secret or a person: query strings, cookies, referrers, user names and the secrets of invitations. Thread-safe; never
 * blocks.
 */
public final class AccessLog implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
    private static final Pattern INVITATION = Pattern.compile("(?i)(/invite/)[^/].*");
    private static final int MAX_PATH = 1_024;
    private static final int MAX_AGENT = 256;

    /**
     * A response.
     *
     * @param address the client's
     * @param path without the query
     * @param bytes of the body; negative if unknown
     * @param agent the header {@code User-Agent}; null if absent
     */
    public record Response(
            String address, String method, String path, String protocol, int status, long bytes, String agent) {}

    private final LineWriter lines;
    private final boolean json;
    private final Clock clock;

    AccessLog(LineWriter lines, boolean json, Clock clock) {
        this.lines = lines;
        this.json = json;
        this.clock = clock;
    }

    /** Opens the access log of the settings; null if there is none. @throws IOException if the file cannot be opened */
    public static AccessLog open(LogSettings settings) throws IOException {
        return settings.access().isEmpty()
                ? null
                : new AccessLog(LineWriter.to(settings.access()), settings.json(), Clock.systemDefaultZone());
    }

    /** Queues the line. */
    public void log(Response response) {
        lines.write(json ? json(response) : text(response));
    }

    private String text(Response response) {
        return field(response.address(), MAX_AGENT) + " - - ["
                + TIME.format(ZonedDateTime.now(clock)) + "] \""
                + field(response.method(), MAX_AGENT) + " " + field(path(response), MAX_PATH) + " "
                + field(response.protocol(), MAX_AGENT) + "\" " + response.status() + " "
                + (response.bytes() < 0 ? "-" : response.bytes()) + " \"-\" \""
                + field(response.agent(), MAX_AGENT) + "\"";
    }

    private String json(Response response) {
        return "{\"time\":\"" + LogLine.TIME.format(ZonedDateTime.now(clock))
                + "\",\"level\":\"INFO\",\"logger\":\"access\""
                + ",\"address\":" + OneLine.json(bounded(response.address(), MAX_AGENT))
                + ",\"method\":" + OneLine.json(bounded(response.method(), MAX_AGENT))
                + ",\"path\":" + OneLine.json(bounded(path(response), MAX_PATH))
                + ",\"status\":" + response.status()
                + (response.bytes() < 0 ? "" : ",\"bytes\":" + response.bytes())
                + (response.agent() == null ? "" : ",\"agent\":" + OneLine.json(bounded(response.agent(), MAX_AGENT)))
                + "}";
    }

    private static String path(Response response) {
        String path = response.path() == null ? "" : response.path().replaceFirst("[?;#].*", "");
        return INVITATION.matcher(path).replaceFirst("$1…");
    }

    /** A field that quotes cannot end. */
    private static String field(String text, int most) {
        String safe = text == null || text.isEmpty() ? "-" : OneLine.of(bounded(text, most));
        return safe.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String bounded(String text, int most) {
        return text == null ? "" : text.length() <= most ? text : text.substring(0, most) + "…";
    }

    @Override
    public void close() {
        lines.close();
    }
}
