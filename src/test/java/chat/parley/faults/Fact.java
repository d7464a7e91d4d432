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
 * One thing that somebody did or saw; a line of a history.
 *
 * @param who the client's name, which stays the same over its connections
 * @param note what else there is to say, such as an error's code; or null
 */
record Fact(Kind kind, String who, String room, Sighting what, String note) {
    // Found once: the lookup of the provider costs more than reading a line.
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    enum Kind {
        /** A post is about to be sent, for the first time or again. */
        POSTED,
        /** The answer: stored, and where. */
        ACKED,
        /** The answer: surely not stored by this attempt. */
        REFUSED,
        /** No answer, or one that leaves open whether the post is stored. */
        UNKNOWN,
        /** Joined without a position to come from: what follows begins behind this place. */
        JOINED,
        /** Joined where the client had been. */
        RESUMED,
        /** What was missed cannot be had: what follows begins behind this place. */
        RESET,
        /** An entry has come. */
        SEEN,
        /** In the end, somebody shows a message so: its words are its author, text and reactions. */
        SHOWN,
        /** In the end, the server's history has a message so. */
        HISTORY,
        /** A row of the database. */
        ROW
    }

    String json() {
        JsonObjectBuilder line = BUILDERS.createObjectBuilder().add("kind", kind.name().toLowerCase(Locale.ROOT)).add("who", who).add("room", room);
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
        Sighting what = new Sighting(offset == null ? 0 : offset.longValueExact(), line.getString("position", null), line.getString("author", null),
                line.getString("ref", null), line.getString("hash", null));
        return new Fact(Kind.valueOf(line.getString("kind").toUpperCase(Locale.ROOT)), line.getString("who"), line.getString("room"), what, line.getString("note", null));
    }
}
