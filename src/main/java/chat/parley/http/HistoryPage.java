package chat.parley.http;

import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Logged;
import chat.parley.event.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A page of history in the HTTP API.
 *
 * @param links by relation, {@code older} and {@code newer}; relative to the URL of the page, so that they work
 *     behind any proxy
 */
public record HistoryPage(
        String room, List<Logged.Message> messages, long head, long floor, Map<String, String> links) {

    static HistoryPage of(Event.History history, Query.History asked) {
        String limit = asked.limit() == null ? "" : "&limit=" + asked.limit();
        Map<String, String> links = new TreeMap<>();
        if (history.older() != null) {
            links.put("older", "messages?before=" + history.older() + limit);
        }
        if (history.newer() != null) {
            links.put("newer", "messages?after=" + history.newer() + limit);
        }
        return new HistoryPage(history.room(), history.messages(), history.head(), history.floor(), links);
    }

    byte[] json() {
        return Json.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value of the {@code Link} header (RFC 8288), which has registered names for older and newer; null
     * without links.
     */
    String linkHeader() {
        Map<String, String> registered = Map.of("older", "prev", "newer", "next");
        return links.isEmpty()
                ? null
                : links.entrySet().stream()
                        .map(link -> "<" + link.getValue() + ">; rel=\"" + registered.get(link.getKey()) + "\"")
                        .collect(Collectors.joining(", "));
    }
}
