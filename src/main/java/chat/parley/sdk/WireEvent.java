package chat.parley.sdk;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An event from the server: fields by name. Those that are missing, or are of another type, are null. Immutable. */
record WireEvent(JsonObject json) {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    /** The events of a frame, which is one event or an array of them. @throws RuntimeException if it is not JSON */
    static List<WireEvent> in(String frame) {
        try (JsonReader reader = READERS.createReader(new StringReader(frame))) {
            JsonStructure read = reader.read();
            return read instanceof JsonArray array ? objects(array) : List.of(new WireEvent(read.asJsonObject()));
        }
    }

    private static List<WireEvent> objects(JsonArray array) {
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(value -> new WireEvent((JsonObject) value))
                .toList();
    }

    String type() {
        String type = text("type");
        return type == null ? "" : type;
    }

    String text(String field) {
        return json.get(field) instanceof JsonString value ? value.getString() : null;
    }

    String text(String field, String otherwise) {
        String value = text(field);
        return value == null ? otherwise : value;
    }

    Long number(String field) {
        return json.get(field) instanceof JsonNumber value ? value.longValue() : null;
    }

    long number(String field, long otherwise) {
        Long value = number(field);
        return value == null ? otherwise : value;
    }

    int count(String field) {
        return (int) number(field, 0);
    }

    boolean flag(String field) {
        return json.get(field) == JsonValue.TRUE;
    }

    Instant time(String field) {
        String value = text(field);
        return value == null ? null : Instant.parse(value);
    }

    /** Null if it is missing. */
    WireEvent object(String field) {
        return json.get(field) instanceof JsonObject value ? new WireEvent(value) : null;
    }

    <T> List<T> list(String field, Function<WireEvent, T> make) {
        return json.get(field) instanceof JsonArray array
                ? objects(array).stream().map(make).toList()
                : List.of();
    }

    List<String> texts(String field) {
        return json.get(field) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(value -> ((JsonString) value).getString())
                        .toList()
                : List.of();
    }

    /** The member in this field, or null. */
    ChatMember member(String field) {
        WireEvent member = object(field);
        return member == null ? null : member.asMember();
    }

    List<ChatMember> members(String field) {
        return list(field, WireEvent::asMember);
    }

    private ChatMember asMember() {
        return new ChatMember(text("id", ""), text("name", ""));
    }

    boolean isError() {
        return type().equals("error");
    }

    /** Why we are no longer in the room, if this is a {@code room-removed}. */
    ParleyException removal() {
        String reason = text("reason");
        String what = flag("deleted")
                ? "The room was deleted"
                : text("role", "none").equals("banned")
                        ? "You are banned from this room"
                        : "You are no longer in this room";
        return new ParleyException(ParleyException.REMOVED, reason == null ? what : what + ": " + reason);
    }

    /** This error. */
    ParleyException error() {
        Long after = number("retryAfter");
        return new ParleyException(
                text("code", "server"), text("message", ""), after == null ? null : Duration.ofMillis(after));
    }
}
