package chat.parley.sdk;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A command for the server. Immutable. */
record WireCommand(String type, String ref, String json) {
    /** A field, because {@link Json#createObjectBuilder} looks up its provider on every call. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    /**
     * @param ref null for a new one
     * @param fields names and values in turn; those that are null are left out
     */
    static WireCommand of(String type, String ref, Object... fields) {
        String id = ref == null ? UUID.randomUUID().toString() : ref;
        JsonObjectBuilder object = JSON.createObjectBuilder().add("type", type).add("ref", id);
        for (int i = 0; i < fields.length; i += 2) {
            add(object, (String) fields[i], fields[i + 1]);
        }
        return new WireCommand(type, id, object.build().toString());
    }

    private static void add(JsonObjectBuilder object, String name, Object value) {
        if (value instanceof String text) {
            object.add(name, text);
        } else if (value instanceof Number number) {
            object.add(name, number.longValue());
        } else if (value instanceof Boolean flag) {
            object.add(name, flag);
        } else if (value instanceof List<?> texts) {
            JsonArrayBuilder array = JSON.createArrayBuilder();
            texts.forEach(text -> array.add((String) text));
            object.add(name, array);
        } else if (value != null) {
            throw new IllegalArgumentException(name + ": " + value.getClass());
        }
    }
}
