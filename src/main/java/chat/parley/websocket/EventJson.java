package chat.parley.websocket;

import chat.parley.delivery.Encoding;
import chat.parley.event.Event;
import chat.parley.event.Json;
import java.util.List;

/** Encodes one event as a JSON object, several as an array. */
final class EventJson implements Encoding<String> {
    static final EventJson INSTANCE = new EventJson();

    private EventJson() {}

    @Override
    public String encode(Event event) {
        return Json.text(event);
    }

    @Override
    public String join(List<String> encoded) {
        return "[" + String.join(",", encoded) + "]";
    }
}
