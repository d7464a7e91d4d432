package chat.parley.http;

import chat.parley.metrics.LabelledCounts;
import chat.parley.metrics.Metrics;
import java.util.List;
import java.util.Map;

/** Counts HTTP requests by route and status. Thread-safe. */
public final class RequestMeter {
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;
    private static final String PAGE = "page";
    /** The route of each beginning of a path; the first that fits counts. */
    private static final List<Map.Entry<String, String>> ROUTES = List.of(
            Map.entry("/api/rooms", "rooms"),
            Map.entry("/api/search", "search"),
            Map.entry("/api/", "account"),
            Map.entry("/sign-", "sign-in"),
            Map.entry("/invite", "sign-in"),
            Map.entry("/socket.io/", "socketio"),
            Map.entry("/ws", "websocket"),
            Map.entry("/health/", "health"),
            Map.entry("/metrics", "metrics"));

    private final LabelledCounts requests = new LabelledCounts();

    public void measure(Metrics metrics) {
        metrics.counter("parley_http_requests", "Answered HTTP requests", requests, "route", "code");
    }

    /** @param path below the context root, such as {@code /api/rooms} */
    public void count(String path, int status) {
        String route = ROUTES.stream()
                .filter(known -> path.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(PAGE);
        boolean valid = status >= LEAST_STATUS && status <= MOST_STATUS;
        requests.count(route, valid ? Integer.toString(status) : "none");
    }
}
