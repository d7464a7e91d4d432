package chat.parley.client;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/** What clients say, as JSON text. */
public final class CommandText {
    private CommandText() {}

    /** @param fields names and values in turn; a field whose value is null is left out; numbers are numbers, all else is text */
    public static String of(String type, Object... fields) {
        JsonObjectBuilder command = Json.createObjectBuilder().add("type", type);
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] instanceof Number number) {
                command.add(fields[i].toString(), number.longValue());
            } else if (fields[i + 1] != null) {
                command.add(fields[i].toString(), fields[i + 1].toString());
            }
        }
        return command.build().toString();
    }
}
