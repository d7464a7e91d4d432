package chat.parley.socketio;

import static chat.parley.io.JsonApi.JSON;

import chat.parley.event.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The arguments of an event or an acknowledgement: any JSON, in which objects
 * {@code {"_placeholder":true,"num":n}} stand for binary attachments. Immutable as long as nobody modifies the
 * byte arrays.
 */
public record Arguments(JsonArray values, List<byte[]> attachments) {
    private static final JsonBuilderFactory BUILDERS = JSON.createBuilderFactory(Map.of());

    /**
     * Converts strings, numbers, booleans, null, JSON values, byte arrays, records, and collections and maps of
     * these.
     *
     * @throws IllegalArgumentException for any other type
     */
    public static Arguments of(Object... values) {
        List<byte[]> attachments = new ArrayList<>();
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        for (Object value : values) {
            array.add(json(value, attachments));
        }
        return new Arguments(array.build(), attachments);
    }

    private static JsonValue json(Object value, List<byte[]> attachments) {
        if (value == null) {
            return JsonValue.NULL;
        } else if (value instanceof JsonValue json) {
            return json;
        } else if (value instanceof String text) {
            return JSON.createValue(text);
        } else if (value instanceof Boolean truth) {
            return truth ? JsonValue.TRUE : JsonValue.FALSE;
        } else if (value instanceof Integer || value instanceof Long) {
            return JSON.createValue(((Number) value).longValue());
        } else if (value instanceof Number number) {
            return JSON.createValue(number.doubleValue());
        } else if (value instanceof byte[] bytes) {
            attachments.add(bytes);
            return BUILDERS.createObjectBuilder()
                    .add("_placeholder", true)
                    .add("num", attachments.size() - 1)
                    .build();
        } else if (value instanceof Record record) {
            return object(Json.write(record));
        } else if (value instanceof Collection<?> elements) {
            JsonArrayBuilder array = BUILDERS.createArrayBuilder();
            elements.forEach(element -> array.add(json(element, attachments)));
            return array.build();
        } else if (value instanceof Map<?, ?> fields) {
            JsonObjectBuilder object = BUILDERS.createObjectBuilder();
            fields.forEach((name, field) -> object.add(String.valueOf(name), json(field, attachments)));
            return object.build();
        }
        throw new IllegalArgumentException(
                "Unsupported argument type: " + value.getClass().getName());
    }

    private static JsonObject object(String text) {
        try {
            return JsonText.read(text).asJsonObject();
        } catch (MalformedPacket e) {
            throw new IllegalArgumentException("Record is not a JSON object", e);
        }
    }

    public int size() {
        return values.size();
    }

    /** The string at this index; null if there is none. */
    public String text(int index) {
        return index < values.size() && values.get(index) instanceof JsonString text ? text.getString() : null;
    }

    /** The object at this index; null if there is none. */
    public JsonObject object(int index) {
        return index < values.size() && values.get(index) instanceof JsonObject object ? object : null;
    }

    /** A copy without the first {@code index} arguments. */
    Arguments from(int index) {
        JsonArrayBuilder rest = BUILDERS.createArrayBuilder();
        values.subList(index, values.size()).forEach(rest::add);
        return new Arguments(rest.build(), attachments);
    }

    /** A copy with one more string at the end. */
    Arguments plus(String last) {
        return new Arguments(BUILDERS.createArrayBuilder(values).add(last).build(), attachments);
    }
}
