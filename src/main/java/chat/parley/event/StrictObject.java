package chat.parley.event;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JSON object without unknown or null fields. The getters require their field to be present and of the right type;
 * they throw a {@link Refusal} that names the field.
 */
final class StrictObject {
    private static final JsonReaderFactory READERS = jakarta.json.Json.createReaderFactory(Map.of());
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,15}");
    /** The latest accepted time: years have four digits. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final JsonObject object;
    private final String path;

    private StrictObject(JsonObject object, String path, Set<String> known) {
        this.object = object;
        this.path = path;
        object.forEach((key, value) -> {
            require(known.contains(key), key, "is not a known field");
            require(!JsonValue.NULL.equals(value), key, "must not be null");
        });
    }

    static StrictObject of(String text, Set<String> known) {
        new JsonFields("A line").read(text);
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return new StrictObject(reader.readObject(), "", known);
        } catch (JsonException e) {
            throw new Refusal(ErrorCode.MALFORMED, "A line must be a JSON object");
        }
    }

    boolean has(String key) {
        return object.containsKey(key);
    }

    /** @throws Refusal with the field's path and {@code must}, unless {@code right} */
    void require(boolean right, String key, String must) {
        if (!right) {
            throw new Refusal(ErrorCode.INVALID, path + key + " " + must);
        }
    }

    boolean isTrue(String key) {
        return JsonValue.TRUE.equals(present(key));
    }

    private JsonValue present(String key) {
        require(has(key), key, "is missing");
        return object.get(key);
    }

    String string(String key) {
        require(present(key) instanceof JsonString, key, "must be a string");
        return object.getString(key);
    }

    /** The whole number of the field, at least {@code least}. */
    long wholeNumber(String key, long least) {
        boolean right = present(key) instanceof JsonNumber number
                && WHOLE_NUMBER.matcher(number.toString()).matches()
                && number.longValue() >= least;
        require(right, key, "must be a whole number of at least " + least);
        return object.getJsonNumber(key).longValue();
    }

    /** The timestamp of the field, truncated to milliseconds. */
    Instant instant(String key) {
        Instant instant = null;
        try {
            instant = Instant.parse(string(key));
        } catch (DateTimeException e) {
            // refused below
        }
        boolean right = instant != null && !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST);
        require(right, key, "must be a timestamp such as 2026-11-22T09:31:07.215Z, between the years 1970 and 9999");
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    StrictObject object(String key, Set<String> known) {
        require(present(key) instanceof JsonObject, key, "must be an object");
        return new StrictObject(object.getJsonObject(key), path + key + ".", known);
    }

    /** The strings of the field, at least one. */
    List<String> strings(String key) {
        require(
                present(key) instanceof JsonArray array
                        && !array.isEmpty()
                        && array.stream().allMatch(JsonString.class::isInstance),
                key,
                "must be a non-empty list of strings");
        return object.getJsonArray(key).getValuesAs(JsonString::getString);
    }

    /** The objects of the field, at least one. */
    List<StrictObject> objects(String key, Set<String> known) {
        require(
                present(key) instanceof JsonArray array && !array.isEmpty(),
                key,
                "must be a non-empty list of objects");
        List<StrictObject> all = new ArrayList<>();
        for (JsonValue value : object.getJsonArray(key)) {
            require(value instanceof JsonObject, key, "must be a list of objects");
            all.add(new StrictObject((JsonObject) value, path + key + ".", known));
        }
        return all;
    }
}
