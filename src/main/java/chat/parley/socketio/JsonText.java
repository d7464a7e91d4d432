package chat.parley.socketio;

import static chat.parley.host.JsonApi.JSON;

import jakarta.json.JsonStructure;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;

/** JSON from a client, of bounded depth. */
final class JsonText {
    private static final int MAX_DEPTH = 64;
    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());

    private JsonText() {}

    /** The object or array that is the whole text. */
    static JsonStructure read(String text) throws MalformedPacket {
        if (depth(text) > MAX_DEPTH) {
            throw new MalformedPacket("JSON is at most " + MAX_DEPTH + " deep here");
        }
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            JsonStructure structure = switch (parser.next()) {
                case START_OBJECT -> parser.getObject();
                case START_ARRAY -> parser.getArray();
                default -> throw new MalformedPacket("the data is an array or an object");
            };
            if (parser.hasNext()) { // which also insists on the text's end
                throw new MalformedPacket("there is more than one value");
            }
            return structure;
        } catch (RuntimeException e) {
            throw new MalformedPacket("this is no JSON", e); // parsers differ in what they throw
        }
    }

    /** Parsers call themselves for what is inside, and the stack is bounded. */
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
