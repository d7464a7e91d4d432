package chat.parley.faults;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;

/**
 * One action or observation; a line of a history.
 *
 * @param who the client's name, the same across its connections
 * @param note details, such as an error code; may be null
 */
record Fact(Kind kind, String who, String room, Sighting what, String note) {
    // A constant, because looking up the provider costs more than reading a line.
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    enum Kind {
        /** A post is about to be sent, again or for the first time. */
        POSTED,
        /** Reply: stored at this position. */
        ACKED,
        /** Reply: certainly not stored by this attempt. */
        REFUSED,
        /** No reply, or one that leaves the outcome open. */
        UNKNOWN,
        /** Joined without a position; entries follow this one. */
        JOINED,
        /** Resumed from the client's position. */
        RESUMED,
        /** The missed entries are unavailable; entries follow this position. */
        RESET,
        /** An entry was received. */
        SEEN,
        /** The final state of a message in a client: its author, text and reactions. */
        SHOWN,
        /** The final state of a message in the server's history. */
        HISTORY,
        /** A database row. */
        ROW
    }

    String json() {
        JsonObjectBuilder line = BUILDERS.createObjectBuilder()
                .add("kind", kind.name().toLowerCase(Locale.ROOT))
                .add("who", who)
                .add("room", room);
        if (what.offset() != 0) {
            line.add("offset", what.offset());
        }
        add(line, "position", what.position());
        add(line, "author", what.author());
        add(line, "ref", what.ref());
        add(line, "hash", what.hash());
        add(line, "note", note);
        return line.build().toString();
    }

    private static void add(JsonObjectBuilder line, String key, String value) {
        if (value != null) {
            line.add(key, value);
        }
    }

    static Fact of(String json) {
        JsonObject line = READERS.createReader(new StringReader(json)).readObject();
        JsonNumber offset = line.getJsonNumber("offset");
        Sighting what = new Sighting(
                offset == null ? 0 : offset.longValueExact(),
                line.getString("position", null),
                line.getString("author", null),
                line.getString("ref", null),
                line.getString("hash", null));
        return new Fact(
                Kind.valueOf(line.getString("kind").toUpperCase(Locale.ROOT)),
                line.getString("who"),
                line.getString("room"),
                what,
                line.getString("note", null));
    }
}
