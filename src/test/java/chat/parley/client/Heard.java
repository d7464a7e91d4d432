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

/** An event from the server. */
public record Heard(JsonObject json) {
    /** A field, because {@link Json#createReader} looks up its provider on every call. */
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private static final Set<String> LOGGED = Set.of(
            "message",
            "edited",
            "deleted",
            "reacted",
            "unreacted",
            "pinned",
            "unpinned",
            "topic-changed",
            "room-created",
            "role-changed",
            "title-changed",
            "archived",
            "unarchived",
            "slow-mode-changed");

    private static final Set<String> PRESENCE = Set.of("member-joined", "member-left", "member-renamed");

    /** The events of one frame in order; a frame is an event or an array of events. */
    public static List<Heard> in(String frame) {
        try (JsonReader reader = READERS.createReader(new StringReader(frame))) {
            JsonStructure structure = reader.read();
            List<? extends JsonValue> events = structure instanceof JsonArray array ? array : List.of(structure);
            return events.stream().map(event -> new Heard(event.asJsonObject())).toList();
        }
    }

    /** The reply to a ref. */
    public static Predicate<Heard> reply(String ref) {
        return heard -> !heard.isLogged() && ref.equals(heard.ref());
    }

    /** A message in this room. */
    public static Predicate<Heard> message(String room) {
        return heard -> heard.is("message") && room.equals(heard.room());
    }

    /** A message in this room with this text. */
    public static Predicate<Heard> message(String room, String text) {
        return message(room).and(heard -> text.equals(heard.text()));
    }

    /** A member with this name joined. */
    public static Predicate<Heard> came(String room, String name) {
        return heard -> heard.is("member-joined") && room.equals(heard.room()) && name.equals(heard.name());
    }

    /** A member with this name left. */
    public static Predicate<Heard> left(String room, String name) {
        return heard -> heard.is("member-left") && room.equals(heard.room()) && name.equals(heard.name());
    }

    /** The member with this id joined, left or changed its name. */
    public static Predicate<Heard> presence(String id) {
        return heard -> PRESENCE.contains(heard.string("type")) && id.equals(heard.member());
    }

    /** An error with this code. */
    public static Predicate<Heard> error(String code) {
        return heard -> heard.is("error") && code.equals(heard.code());
    }

    /** Whether the event has this type. */
    public boolean is(String type) {
        return type.equals(string("type"));
    }

    /** Whether the event is an entry of a room's log. */
    public boolean isLogged() {
        return LOGGED.contains(string("type"));
    }

    /** An entry of this room's log. */
    public static Predicate<Heard> logged(String room) {
        return heard -> heard.isLogged() && room.equals(heard.room());
    }

    /** A text field; null if absent. */
    public String string(String field) {
        return json.getString(field, null);
    }

    /** The ref of the command that this event answers, or of the message. */
    public String ref() {
        return string("ref");
    }

    /** The room. */
    public String room() {
        return string("room");
    }

    /** The text of a message. */
    public String text() {
        return string("text");
    }

    /** The error code. */
    public String code() {
        return string("code");
    }

    /** The position in a room's log, as a token. */
    public String position() {
        return string("position");
    }

    /** The offset in a room's log. */
    public long offset() {
        return json.getJsonNumber("offset").longValueExact();
    }

    /** The offset of the room's last entry. */
    public long head() {
        return json.getJsonNumber("head").longValueExact();
    }

    /** The messages of a history page. */
    public List<Heard> messages() {
        return json.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(Heard::new)
                .toList();
    }

    /** For a history page: older messages precede this offset; null if there are none. */
    public Long older() {
        return json.containsKey("older") ? (Long) json.getJsonNumber("older").longValueExact() : null;
    }

    /** For a history page: newer messages follow this offset; null if there are none. */
    public Long newer() {
        return json.containsKey("newer") ? (Long) json.getJsonNumber("newer").longValueExact() : null;
    }

    /** The current number of members in the room. */
    public int online() {
        return json.getInt("online");
    }

    /** For {@code joined}: whether the session resumed from the requested position. */
    public boolean recovered() {
        return json.getBoolean("recovered");
    }

    /** The delay before a retry, in milliseconds. */
    public long retryAfter() {
        return json.getJsonNumber("retryAfter").longValueExact();
    }

    /** The name of the member that joined, left or was welcomed. */
    public String name() {
        return json.getJsonObject("member").getString("name");
    }

    /** The id of the member that joined, left or was welcomed. */
    public String member() {
        return json.getJsonObject("member").getString("id");
    }

    /** The author's id. */
    public String author() {
        return json.getJsonObject("author").getString("id");
    }

    /** The names of the members in the room. */
    public List<String> names() {
        return json.getJsonArray("members").getValuesAs(JsonObject.class).stream()
                .map(member -> member.getString("name"))
                .toList();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
