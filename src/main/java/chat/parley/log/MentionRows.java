package chat.parley.log;

import chat.parley.event.Mention;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table {@code mention}: the mentions in an entry's text, or in a message's present text. The column {@code places}
 * has a line for each mention, with its start, its end and the members' ids. Texts without mentions have no row.
 */
public final class MentionRows {
    /** Joins the table to entries {@code e}. */
    public static final String JOIN = " LEFT JOIN mention n ON n.room = e.room AND n.\"offset\" = e.\"offset\" ";

    private static final String PUT = "INSERT INTO mention (room, \"offset\", places) VALUES (?, ?, ?)"
            + " ON CONFLICT (room, \"offset\") DO UPDATE SET places = excluded.places";
    private static final String FORGET = "DELETE FROM mention WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ?";
    /** With a plus for the same reason as {@link EntryRows#REDACT_EDITS}. */
    static final String FORGET_EDITS =
            "DELETE FROM mention WHERE room = ? AND \"offset\" IN (SELECT e.\"offset\" FROM entry e"
                    + " WHERE e.room = ? AND e.kind = 'edit' AND e.body IS NOT NULL AND e.target > ? AND e.target <= ? AND +e.\"offset\" < ?)";

    private MentionRows() {}

    static void put(Connection connection, List<PlacedEntry> placed) throws SQLException {
        List<Object[]> lines = placed.stream()
                .filter(one -> one.entry().mentions() != null)
                .map(one -> new Object[] {
                    one.room().id(), one.entry().offset(), text(one.entry().mentions())
                })
                .toList();
        if (!lines.isEmpty()) {
            Sql.updateAll(connection, PUT, lines);
        }
    }

    /** Replaces the mentions of a message that was edited or deleted. */
    static void replace(Connection connection, RoomRow room, long offset, List<Mention> mentions) throws SQLException {
        if (mentions == null) {
            forget(connection, room, offset - 1, offset);
        } else {
            Sql.update(connection, PUT, room.id(), offset, text(mentions));
        }
    }

    /** Deletes the mentions of entries after {@code after}, up to {@code upTo}. */
    static void forget(Connection connection, RoomRow room, long after, long upTo) throws SQLException {
        Sql.update(connection, FORGET, room.id(), after, upTo);
    }

    /**
     * Deletes the mentions of edits before an offset that change messages after {@code after}, up to {@code upTo}. Call
     * it before the edits are redacted.
     */
    static void forgetEdits(Connection connection, RoomRow room, long after, long upTo, long before)
            throws SQLException {
        Sql.update(connection, FORGET_EDITS, room.id(), room.id(), after, upTo, before);
    }

    private static String text(List<Mention> mentions) {
        return mentions.stream()
                .map(mention -> mention.start() + " " + mention.end() + " " + String.join(" ", mention.members()))
                .collect(Collectors.joining("\n"));
    }

    /** Parses the column {@code places}; null if there is no row. */
    public static List<Mention> read(String places) {
        return places == null
                ? null
                : Stream.of(places.split("\n")).map(MentionRows::line).toList();
    }

    private static Mention line(String line) {
        String[] parts = line.split(" ");
        return new Mention(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                List.copyOf(Arrays.asList(parts).subList(2, parts.length)));
    }
}
