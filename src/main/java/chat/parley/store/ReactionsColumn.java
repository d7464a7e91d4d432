package chat.parley.store;

import chat.parley.event.Json;
import chat.parley.event.Reaction;
import java.util.List;

/** The format of the column {@code message.reactions}: JSON, or an empty string for no reactions. */
public record ReactionsColumn(List<Reaction> reactions) {
    private static final String NONE = "";

    /** Null if there are none. */
    public static List<Reaction> read(String column) {
        return column.equals(NONE)
                ? null
                : Reaction.normal(Json.read(column, ReactionsColumn.class).reactions());
    }

    /** @param reactions may be null */
    public static String write(List<Reaction> reactions) {
        return reactions == null ? NONE : Json.write(new ReactionsColumn(reactions));
    }
}
