package chat.parley.log;

import chat.parley.event.Mention;
import chat.parley.event.Present;
import chat.parley.store.ReactionsColumn;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table {@code message}: the present state of changed messages. */
final class MessageRows {
    /** Columns for an outer join with the table {@code m}. */
    static final String COLUMNS = "m.changed, m.text, m.edited, m.deleted, m.reactions, m.pinned";

    private static final String PUT =
            "INSERT INTO message (room, \"offset\", changed, text, edited, deleted, reactions, pinned) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                    + "ON CONFLICT (room, \"offset\") DO UPDATE SET changed = excluded.changed, text = excluded.text, edited = excluded.edited, deleted = excluded.deleted, reactions = excluded.reactions, pinned = excluded.pinned";
    private static final String FORGET = "DELETE FROM message WHERE room = ? AND \"offset\" <= ?";

    static final String PINNED = "SELECT count(*) FROM message WHERE room = ? AND pinned = 1";

    private MessageRows() {}

    /** @param first the index of the first of {@link #COLUMNS}; @param mentions the mentions in the present text */
    static Present read(ResultSet row, int first, List<Mention> mentions) throws SQLException {
        long changed = row.getLong(first);
        if (changed == 0) {
            return null;
        }
        long edited = row.getLong(first + 2);
        String reactions = row.getString(first + 4);
        return new Present(
                changed,
                row.getString(first + 1),
                edited == 0 ? null : Instant.ofEpochMilli(edited),
                row.getLong(first + 3) != 0,
                ReactionsColumn.read(reactions),
                mentions,
                row.getLong(first + 5) != 0);
    }

    static void put(Connection connection, RoomRow room, long offset, Present now) throws SQLException {
        Sql.update(
                connection,
                PUT,
                room.id(),
                offset,
                now.changed(),
                now.text(),
                now.edited() == null ? 0L : now.edited().toEpochMilli(),
                now.deleted() ? 1L : 0L,
                ReactionsColumn.write(now.reactions()),
                now.pinned() ? 1L : 0L);
    }

    /** The number of pinned messages. */
    static int pinned(Connection connection, RoomRow room) throws SQLException {
        return Sql.one(connection, PINNED, row -> row.getInt(1), room.id());
    }

    /** Deletes the state of messages up to this offset. */
    static void forget(Connection connection, RoomRow room, long offset) throws SQLException {
        Sql.update(connection, FORGET, room.id(), offset);
    }
}
