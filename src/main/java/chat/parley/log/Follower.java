package chat.parley.log;

import chat.parley.event.RoomId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Derives its own data from all logs, such as the search index. It keeps a cursor per room in the store, so it can
 * catch up with entries that it was not told about. Safe for many threads.
 */
public interface Follower {
    /**
     * Removes what it derived from messages of a room, inside the transaction that deletes, edits or trims them. The
     * room's row is locked.
     *
     * @param room the number of the room's row
     * @param after exclusive: messages start after this offset
     * @param upTo inclusive: the last offset
     */
    void forget(Connection connection, long room, long after, long upTo) throws SQLException;

    /** These rooms have grown to these offsets. Called on the log's threads; must not block. */
    void appended(Map<RoomId, Long> heads);
}
