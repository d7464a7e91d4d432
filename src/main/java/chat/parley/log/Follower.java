package chat.parley.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/**
 * A reader of all logs that keeps something of its own about them, such as the search index. It keeps a cursor per room in
 * the store, so it can catch up with whatever it was not told. Safe for many threads.
 */
public interface Follower {
    /**
     * Drops what it keeps about messages of a room, inside the transaction that deletes, edits or trims them. The room's row
     * is locked.
     *
     * @param room the room's id
     * @param after the messages are those after this offset
     * @param upTo up to this one
     */
    void forget(Connection connection, long room, long after, long upTo) throws SQLException;

    /** These rooms have new entries. Called after the commit, on the log's threads; must not block. */
    void grown(Collection<String> rooms);
}
