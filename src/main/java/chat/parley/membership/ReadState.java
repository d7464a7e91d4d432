package chat.parley.membership;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A member's read position in a room.
 *
 * @param room the number of the room's row
 * @param unnamed the offset up to which messages were stored without looking for mentions
 * @param name the room's name
 */
record ReadState(long read, long room, long head, long floor, long unnamed, String name) {
    /**
     * Maximum number of entries examined for unread counts: a member's own and deleted messages do not count, nor do
     * other entries.
     */
    static final int EXAMINED = 10_000;

    static ReadState of(ResultSet row) throws SQLException {
        return new ReadState(
                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getString(6));
    }

    /** The offset after which unread messages are counted. */
    long after() {
        return Math.max(Math.max(read, floor), head - EXAMINED);
    }
}
