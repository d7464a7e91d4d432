package chat.parley.client;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** Commands as JSON text. Safe for many threads. */
public final class CommandText {
    /** {@link Json#createObjectBuilder} looks for its provider at every call. */
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private CommandText() {}

    /**
     * A command of the native protocol.
     *
     * @param fields names and values in turn; a field whose value is null is left out; numbers are integers, truth values stay so, all else is text
     */
    public static String of(String type, Object... fields) {
        return filled(BUILDERS.createObjectBuilder().add("type", type), fields);
    }

    /** The argument of a Socket.IO event. @param fields as those of a command */
    public static String argument(Object... fields) {
        return filled(BUILDERS.createObjectBuilder(), fields);
    }

    private static String filled(JsonObjectBuilder command, Object... fields) {
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] instanceof Number number) {
                command.add(fields[i].toString(), number.longValue());
            } else if (fields[i + 1] instanceof Boolean truth) {
                command.add(fields[i].toString(), truth);
            } else if (fields[i + 1] != null) {
                command.add(fields[i].toString(), fields[i + 1].toString());
            }
        }
        return command.build().toString();
    }
}
