package chat.parley.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connection between one page and the server. A test can refuse commands, delay incoming events, close the
 * connection, and block it while the server still serves the page. Not thread-safe.
 */
final class Line {
    private static final Pattern COMMAND =
            Pattern.compile("\\{\"type\":\"([a-z-]+)\",\"ref\":\"([^\"]+)\".*", Pattern.DOTALL);

    private WebSocketRoute page;
    private WebSocketRoute server;
    private final Set<String> refused = new HashSet<>();
    private boolean isDown;
    private int messagesToPass = Integer.MAX_VALUE;
    private String counted;
    private final List<String> held = new ArrayList<>();
    private int historyAsked;

    /** Must be called before the page is opened. */
    static Line of(Page page) {
        Line line = new Line();
        page.routeWebSocket(Pattern.compile(".*/ws"), line::pass);
        return line;
    }

    void refusePosts(boolean refuses) {
        if (refuses) {
            refuse("post");
        } else {
            refused.clear();
        }
    }

    /** Refuses commands of these types as invalid. */
    void refuse(String... types) {
        refused.addAll(List.of(types));
    }

    /**
     * Lets the next messages of a room through, then holds everything until {@link #release()}, independent of how the
     * server batches frames. Other tests may write to other rooms of the page, such as the lobby.
     */
    void holdAfterMessages(String room, int count) {
        counted = "\"room\":\"" + room + '"';
        messagesToPass = count;
    }

    boolean hasHeld() {
        return !held.isEmpty();
    }

    void release() {
        messagesToPass = Integer.MAX_VALUE;
        held.forEach(page::send);
        held.clear();
    }

    /** The number of history requests. */
    int historyAsked() {
        return historyAsked;
    }

    /** Closes the connection with a code of docs/protocol.md. */
    void hangUp(int code) {
        page.close(new WebSocketRoute.CloseOptions().setCode(code));
    }

    /** Blocks all traffic, across reloads, until {@link #up()}. */
    void down() {
        isDown = true;
        if (page != null) {
            hangUp(1001);
            server.close();
        }
    }

    void up() {
        isDown = false;
    }

    private void pass(WebSocketRoute route) {
        if (isDown) {
            route.close(new WebSocketRoute.CloseOptions().setCode(1001));
            return;
        }
        WebSocketRoute far = route.connectToServer();
        page = route;
        server = far;
        far.onMessage(frame -> events(frame.text()).forEach(event -> come(event, route)));
        route.onMessage(frame -> {
            if (frame.text().startsWith("{\"type\":\"history\"")) {
                historyAsked++;
            }
            Matcher command = COMMAND.matcher(frame.text());
            if (command.matches() && refused.contains(command.group(1))) {
                route.send("{\"type\":\"error\",\"ref\":\"" + command.group(2)
                        + "\",\"code\":\"invalid\",\"message\":\"text must not contain control characters\"}");
            } else if (!isDown) { // otherwise it was in transit when the line went down
                far.send(frame.text());
            }
        });
    }

    private void come(String event, WebSocketRoute route) {
        if (messagesToPass == 0) {
            held.add(event);
            return;
        }
        if (counted != null && event.startsWith("{\"type\":\"message\"") && event.contains(counted)) {
            messagesToPass--;
        }
        route.send(event);
    }

    /** Unwraps an array of events. */
    private static List<String> events(String frame) {
        try (JsonReader reader = Json.createReader(new StringReader(frame))) {
            JsonValue read = reader.readValue();
            return read instanceof JsonArray array
                    ? array.stream().map(JsonValue::toString).toList()
                    : List.of(frame);
        }
    }
}
