package chat.parley.load;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One event from a server: the fields that matter here. */
final class Incoming {
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    /** Events with an offset that are not entries of the log. */
    private static final Set<String> NO_ENTRIES = Set.of("ack", "read");

    private static final long NONE = -1;

    private String type = "";
    private String ref = "";
    private String room = "";
    private String position = "";
    private String code = "";
    private String message = "";
    private long offset = NONE;
    private long head = NONE;
    private long retryAfter = NONE;
    private long pingInterval = NONE;
    private boolean recovered;

    private Incoming() {}

    /** The events of a frame. @throws RuntimeException if it is not an event or an array of them */
    static List<Incoming> of(String frame) {
        List<Incoming> events = new ArrayList<>(1);
        try (JsonParser parser = PARSERS.createParser(new StringReader(frame))) {
            int top = 1;
            int depth = 0;
            Incoming event = null;
            String key = "";
            while (parser.hasNext()) {
                Event step = parser.next();
                switch (step) {
                    case START_ARRAY, START_OBJECT -> {
                        top = depth == 0 && step == Event.START_ARRAY ? 2 : top;
                        if (++depth == top && step == Event.START_OBJECT) {
                            event = new Incoming();
                            events.add(event);
                        }
                    }
                    case END_ARRAY, END_OBJECT -> depth--;
                    case KEY_NAME -> key = depth == top ? parser.getString() : "";
                    default -> {
                        if (depth == top && event != null) {
                            event.keep(key, step, parser);
                        }
                    }
                }
            }
        }
        return events;
    }

    private void keep(String key, Event step, JsonParser parser) {
        if (step == Event.VALUE_STRING) {
            switch (key) {
                case "type" -> type = parser.getString();
                case "ref" -> ref = parser.getString();
                case "room" -> room = parser.getString();
                case "position" -> position = parser.getString();
                case "code" -> code = parser.getString();
                case "message" -> message = parser.getString();
                default -> {} // of no use here
            }
        } else if (step == Event.VALUE_NUMBER) {
            switch (key) {
                case "offset" -> offset = parser.getLong();
                case "head" -> head = parser.getLong();
                case "retryAfter" -> retryAfter = parser.getLong();
                case "pingInterval" -> pingInterval = parser.getLong();
                default -> {} // of no use here
            }
        } else if (key.equals("recovered")) {
            recovered = step == Event.VALUE_TRUE;
        }
    }

    String type() {
        return type;
    }

    /** Empty if there is none. */
    String ref() {
        return ref;
    }

    String room() {
        return room;
    }

    String position() {
        return position;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }

    long offset() {
        return offset;
    }

    long head() {
        return head;
    }

    /** In milliseconds; -1 if there is none. */
    long retryAfter() {
        return retryAfter;
    }

    /** In milliseconds; -1 if there is none. */
    long pingInterval() {
        return pingInterval;
    }

    boolean isRecovered() {
        return recovered;
    }

    /** Whether this is an entry of a room's log. */
    boolean isEntry() {
        return offset != NONE && !NO_ENTRIES.contains(type);
    }
}
