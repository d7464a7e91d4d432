package chat.parley.http;

import chat.parley.event.Event;
import chat.parley.event.Hit;
import chat.parley.event.Json;
import chat.parley.event.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page of search results in the HTTP API.
 *
 * @param next the next page, relative to the URL of this one; null if there is none
 */
public record SearchPage(List<Hit> hits, String next) {

    static SearchPage of(Event.Found found, Query.Search asked) {
        String next = found.cursor() == null
                ? null
                : "search?q=" + encoded(asked.query()) + (asked.order() == null ? "" : "&order=" + asked.order())
                        + (asked.limit() == null ? "" : "&limit=" + asked.limit()) + "&cursor="
                        + encoded(found.cursor());
        return new SearchPage(found.hits(), next);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    byte[] json() {
        return Json.write(this).getBytes(StandardCharsets.UTF_8);
    }
}
