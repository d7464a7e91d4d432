package chat.parley.membership;

import chat.parley.event.RoomId;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;

/**
 * The table {@code member_count}: how many members each room has. It is not part of the table {@code room}, whose rows
 * appends lock.
 */
final class MemberCounts {
    /** The number of members of a row of {@code room}. */
    static final String OF_ROOM = "coalesce((SELECT members FROM member_count WHERE member_count.room = room.id), 0)";

    private static final String ADD = "INSERT INTO member_count (room, members) SELECT id, ? FROM room WHERE uid = ? "
            + "ON CONFLICT (room) DO UPDATE SET members = member_count.members + excluded.members";

    private MemberCounts() {}

    /** Adds to the counts of rooms, in the order of their ids to avoid deadlocks. */
    static void add(Connection connection, SortedMap<RoomId, Long> changes) throws SQLException {
        List<Object[]> lines = changes.entrySet().stream()
                .filter(change -> change.getValue() != 0)
                .map(change -> new Object[] {change.getValue(), change.getKey().text()})
                .toList();
        if (!lines.isEmpty()) {
            Sql.updateAll(connection, ADD, lines);
        }
    }
}
