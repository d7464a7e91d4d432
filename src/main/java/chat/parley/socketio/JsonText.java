package chat.parley.socketio;

import static chat.parley.io.JsonApi.JSON;

import jakarta.json.JsonStructure;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;

/** Parses JSON from clients, limited in depth. */
final class JsonText {
    private static final int MAX_DEPTH = 64;
    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());

    private JsonText() {}

    /** Parses a text that consists of one object or array. */
    static JsonStructure read(String text) throws MalformedPacket {
        if (depth(text) > MAX_DEPTH) {
            throw new MalformedPacket("JSON nested more than " + MAX_DEPTH + " levels deep");
        }
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            JsonStructure structure = switch (parser.next()) {
                case START_OBJECT -> parser.getObject();
                case START_ARRAY -> parser.getArray();
                default -> throw new MalformedPacket("Data must be a JSON array or object");
            };
            if (parser.hasNext()) { // also verifies that the text ends here
                throw new MalformedPacket("More than one JSON value");
            }
            return structure;
        } catch (RuntimeException e) {
            throw new MalformedPacket("Invalid JSON", e); // parsers throw different exceptions
        }
    }

    /** The nesting depth. Checked first, because parsers are recursive and the stack is limited. */
    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '[' || c == '{') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
        return deepest;
    }
}
