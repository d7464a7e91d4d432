package chat.parley.e2e;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/** What clients say, as JSON text. */
public final class Command {
    private Command() {}

    /** @param fields names and values in turn; a field whose value is null is left out */
    public static String of(String type, String... fields) {
        JsonObjectBuilder command = Json.createObjectBuilder().add("type", type);
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                command.add(fields[i], fields[i + 1]);
            }
        }
        return command.build().toString();
    }
}
