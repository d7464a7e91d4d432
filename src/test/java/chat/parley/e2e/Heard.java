package chat.parley.e2e;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.function.Predicate;

/** One event as a client heard it. */
record Heard(JsonObject json) {

    /** The events of one frame, in their order: an array is only a wrapping. */
    static List<Heard> in(String frame) {
        try (JsonReader reader = Json.createReader(new StringReader(frame))) {
            JsonStructure structure = reader.read();
            List<? extends JsonValue> events = structure instanceof JsonArray array ? array : List.of(structure);
            return events.stream().map(event -> new Heard(event.asJsonObject())).toList();
        }
    }

    static Predicate<Heard> reply(String ref) {
        return heard -> !heard.is("message") && ref.equals(heard.ref());
    }

    static Predicate<Heard> message(String room) {
        return heard -> heard.is("message") && room.equals(heard.room());
    }

    static Predicate<Heard> message(String room, String text) {
        return message(room).and(heard -> text.equals(heard.text()));
    }

    static Predicate<Heard> came(String room, String name) {
        return heard -> heard.is("member-joined") && room.equals(heard.room()) && name.equals(heard.name());
    }

    static Predicate<Heard> left(String room, String name) {
        return heard -> heard.is("member-left") && room.equals(heard.room()) && name.equals(heard.name());
    }

    static Predicate<Heard> error(String code) {
        return heard -> heard.is("error") && code.equals(heard.code());
    }

    boolean is(String type) {
        return type.equals(string("type"));
    }

    String string(String field) {
        return json.getString(field, null);
    }

    String ref() {
        return string("ref");
    }

    String room() {
        return string("room");
    }

    String text() {
        return string("text");
    }

    String code() {
        return string("code");
    }

    String position() {
        return string("position");
    }

    long offset() {
        return json.getJsonNumber("offset").longValueExact();
    }

    long head() {
        return json.getJsonNumber("head").longValueExact();
    }

    int online() {
        return json.getInt("online");
    }

    boolean recovered() {
        return json.getBoolean("recovered");
    }

    /** In milliseconds. */
    long retryAfter() {
        return json.getJsonNumber("retryAfter").longValueExact();
    }

    /** Of the member that a change of presence or a welcome is about. */
    String name() {
        return json.getJsonObject("member").getString("name");
    }

    /** Of the member that a change of presence or a welcome is about. */
    String member() {
        return json.getJsonObject("member").getString("id");
    }

    String author() {
        return json.getJsonObject("author").getString("id");
    }

    /** The names of those who are in the room, as a joined says them. */
    List<String> names() {
        return json.getJsonArray("members").getValuesAs(JsonObject.class).stream().map(member -> member.getString("name")).toList();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
