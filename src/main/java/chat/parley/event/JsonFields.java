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
 * Validates JSON before JSON-B binds it: the whole text must be one object of bounded depth without duplicate keys.
 * Keeps the values of the top level. JSON-B alone may not terminate on an unfinished object in an unknown field
 * (eclipse-ee4j/parsson#23), takes the last of duplicate keys, and accepts some invalid JSON.
 */
final class JsonFields {
    private static final int MAX_DEPTH = 16;
    private static final JsonParserFactory PARSERS = jakarta.json.Json.createParserFactory(Map.of());

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,15}");

    /** Stands for an array of strings. */
    private static final Object STRINGS = new Object();
    /** Stands for values other than null, strings, booleans, whole numbers of up to 15 digits and arrays of strings. */
    private static final Object OTHER = new Object();

    private final String what;
    private final Map<String, Object> fields = new HashMap<>();
    private final Deque<Set<String>> keys = new ArrayDeque<>();
    /** The key of the object or array of the top level that is being read. */
    private String top;

    /** @param what the kind of text, for error messages */
    JsonFields(String what) {
        this.what = what;
    }

    /** @throws Refusal if the text is invalid; the fields before the error are kept */
    void read(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw malformed(what + " must be a JSON object");
            }
            open();
            String key = null;
            while (parser.hasNext()) { // rejects text after the object
                JsonParser.Event event = parser.next();
                switch (event) {
                    case KEY_NAME -> key = requireUnique(parser.getString());
                    case START_OBJECT, START_ARRAY -> {
                        if (keys.size() == 1) {
                            top = key;
                        }
                        keep(key, event == JsonParser.Event.START_ARRAY ? STRINGS : OTHER);
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
            throw malformed(what + " must be a single, complete JSON object"); // parsers throw different exceptions
        }
    }

    /** The string of the field, or null if it has none. */
    String string(String key) {
        return fields.get(key) instanceof String string ? string : null;
    }

    /** The whole number of the field, or null if it has none. */
    Long wholeNumber(String key) {
        return fields.get(key) instanceof Long number ? number : null;
    }

    /** Rejects other types, because JSON-B would convert numbers to strings and truncate large numbers. */
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

    void requireStrings(String key) {
        Object value = fields.get(key);
        if (value != null && value != STRINGS) {
            throw malformed(key + " must be a list of strings");
        }
    }

    private static Object number(String literal) {
        return WHOLE_NUMBER.matcher(literal).matches() ? Long.valueOf(literal) : OTHER;
    }

    private void open() {
        if (keys.size() == MAX_DEPTH) {
            throw malformed(what + " must not be nested deeper than " + MAX_DEPTH + " levels");
        }
        keys.push(new HashSet<>());
    }

    private String requireUnique(String key) {
        if (!keys.element().add(key)) {
            throw malformed("Duplicate key");
        }
        return key;
    }

    private void keep(String key, Object value) {
        if (keys.size() == 1) {
            fields.put(key, value);
        } else if (!(value instanceof String)) {
            fields.put(top, OTHER);
        }
    }

    private static Refusal malformed(String message) {
        return new Refusal(ErrorCode.MALFORMED, message);
    }
}
