package chat.parley.client;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** Builds commands as JSON text. Thread-safe. */
public final class CommandText {
    /** A field, because {@link Json#createObjectBuilder} looks up its provider on every call. */
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private CommandText() {}

    /**
     * A command of the native protocol.
     *
     * @param fields alternating names and values; null values are omitted; integers and booleans keep their type,
     *     anything else becomes text
     */
    public static String of(String type, Object... fields) {
        return filled(BUILDERS.createObjectBuilder().add("type", type), fields);
    }

    /** The argument of a Socket.IO event. @param fields as in {@link #of} */
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
