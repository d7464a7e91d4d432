package chat.parley.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One event as a client heard it. */
public record Heard(JsonObject json) {
    /** {@link Json#createReader} looks for its provider at every call. */
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final Set<String> LOGGED = Set.of("message", "edited", "deleted", "reacted", "unreacted", "topic-changed");

    /** The events of one frame, in their order: an array is only a wrapping. */
    public static List<Heard> in(String frame) {
        try (JsonReader reader = READERS.createReader(new StringReader(frame))) {
            JsonStructure structure = reader.read();
            List<? extends JsonValue> events = structure instanceof JsonArray array ? array : List.of(structure);
            return events.stream().map(event -> new Heard(event.asJsonObject())).toList();
        }
    }

    public static Predicate<Heard> reply(String ref) {
        return heard -> !heard.isLogged() && ref.equals(heard.ref());
    }

    public static Predicate<Heard> message(String room) {
        return heard -> heard.is("message") && room.equals(heard.room());
    }

    public static Predicate<Heard> message(String room, String text) {
        return message(room).and(heard -> text.equals(heard.text()));
    }

    public static Predicate<Heard> came(String room, String name) {
        return heard -> heard.is("member-joined") && room.equals(heard.room()) && name.equals(heard.name());
    }

    public static Predicate<Heard> left(String room, String name) {
        return heard -> heard.is("member-left") && room.equals(heard.room()) && name.equals(heard.name());
    }

    public static Predicate<Heard> error(String code) {
        return heard -> heard.is("error") && code.equals(heard.code());
    }

    public boolean is(String type) {
        return type.equals(string("type"));
    }

    /** Whether it stands in a room's log. */
    public boolean isLogged() {
        return LOGGED.contains(string("type"));
    }

    public static Predicate<Heard> logged(String room) {
        return heard -> heard.isLogged() && room.equals(heard.room());
    }

    public String string(String field) {
        return json.getString(field, null);
    }

    public String ref() {
        return string("ref");
    }

    public String room() {
        return string("room");
    }

    public String text() {
        return string("text");
    }

    public String code() {
        return string("code");
    }

    public String position() {
        return string("position");
    }

    public long offset() {
        return json.getJsonNumber("offset").longValueExact();
    }

    public long head() {
        return json.getJsonNumber("head").longValueExact();
    }

    /** Of a page of history. */
    public List<Heard> messages() {
        return json.getJsonArray("messages").getValuesAs(JsonObject.class).stream().map(Heard::new).toList();
    }

    /** Of a page of history: what to ask before; null where there is nothing older. */
    public Long older() {
        return json.containsKey("older") ? (Long) json.getJsonNumber("older").longValueExact() : null;
    }

    /** Of a page of history: what to ask after; null where there is nothing newer. */
    public Long newer() {
        return json.containsKey("newer") ? (Long) json.getJsonNumber("newer").longValueExact() : null;
    }

    public int online() {
        return json.getInt("online");
    }

    public boolean recovered() {
        return json.getBoolean("recovered");
    }

    /** In milliseconds. */
    public long retryAfter() {
        return json.getJsonNumber("retryAfter").longValueExact();
    }

    /** Of the member that a change of presence or a welcome is about. */
    public String name() {
        return json.getJsonObject("member").getString("name");
    }

    /** Of the member that a change of presence or a welcome is about. */
    public String member() {
        return json.getJsonObject("member").getString("id");
    }

    public String author() {
        return json.getJsonObject("author").getString("id");
    }

    /** The names of those who are in the room, as a joined says them. */
    public List<String> names() {
        return json.getJsonArray("members").getValuesAs(JsonObject.class).stream().map(member -> member.getString("name")).toList();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
