package chat.parley.event;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The guard before the binding: reads a text through to its end as one JSON object of bounded depth, with no key twice, and keeps what its top level holds. Given an unfinished
 * object as the value of an unknown field, binding alone may never end (eclipse-ee4j/parsson#23); it takes the last of two equal keys, and more that is no JSON.
 */
final class JsonFields {
    private static final int MAX_DEPTH = 16;
    private static final JsonParserFactory PARSERS = jakarta.json.Json.createParserFactory(Map.of());

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}");

    /** Value of a field that is neither text nor a truth value nor a whole number of reasonable size. */
    private static final Object OTHER = new Object();

    private final String what;
    private final Map<String, Object> fields = new HashMap<>();
    private final Deque<Set<String>> keys = new ArrayDeque<>();

    /** @param what the text is meant to be, for error texts */
    JsonFields(String what) {
        this.what = what;
    }

    /** @throws Refusal where the text is no such object; the fields before the fault are kept */
    void read(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw malformed(what + " is one JSON object");
            }
            open();
            String key = null;
            while (parser.hasNext()) { // after the object's end this insists on the text's end
                JsonParser.Event event = parser.next();
                switch (event) {
                    case KEY_NAME -> key = unique(parser.getString());
                    case START_OBJECT, START_ARRAY -> {
                        keep(key, OTHER);
                        open();
                    }
                    case END_OBJECT, END_ARRAY -> keys.pop();
                    case VALUE_STRING -> keep(key, parser.getString());
                    case VALUE_NUMBER -> keep(key, number(parser.getString()));
                    case VALUE_NULL -> keep(key, null);
                    case VALUE_TRUE, VALUE_FALSE -> keep(key, event == JsonParser.Event.VALUE_TRUE);
                    default -> keep(key, OTHER);
                }
            }
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            throw malformed(what + " is one JSON object, and nothing after it"); // parsers differ in what they throw
        }
    }

    /** The string under the key; null where there is none. */
    String string(String key) {
        return fields.get(key) instanceof String string ? string : null;
    }

    /** The whole number under the key; null where there is none. */
    Long whole(String key) {
        return fields.get(key) instanceof Long number ? number : null;
    }

    /** Binding alone would make text of a number, and cut numbers to the size that it wants. */
    void requireString(String key) {
        if (fields.get(key) != null && !(fields.get(key) instanceof String)) {
            throw malformed(key + " must be a string");
        }
    }

    void requireNumber(String key, long most) {
        Object value = fields.get(key);
        if (value != null && !(value instanceof Long number && Math.abs(number) <= most)) {
            throw malformed(key + " must be a whole number");
        }
    }

    void requireBoolean(String key) {
        if (fields.get(key) != null && !(fields.get(key) instanceof Boolean)) {
            throw malformed(key + " must be true or false");
        }
    }

    private static Object number(String literal) {
        return WHOLE.matcher(literal).matches() ? Long.valueOf(literal) : OTHER;
    }

    private void open() {
        if (keys.size() == MAX_DEPTH) {
            throw malformed(what + " is at most " + MAX_DEPTH + " deep");
        }
        keys.push(new HashSet<>());
    }

    private String unique(String key) {
        if (!keys.element().add(key)) {
            throw malformed("A key stands twice in an object");
        }
        return key;
    }

    private void keep(String key, Object value) {
        if (keys.size() == 1) {
            fields.put(key, value);
        }
    }

    private static Refusal malformed(String message) {
        return new Refusal(ErrorCode.MALFORMED, message);
    }
}
