package chat.parley.log;

import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes what is left of deleted rooms, in transactions of bounded size. What an interruption leaves, the next run
 * removes.
 */
public final class Clearing {
    private static final String NEXT = "SELECT id FROM deleted_room WHERE cleared = 0 AND id > ? ORDER BY id LIMIT 1";
    private static final String LOCK = "SELECT room FROM deleted_room WHERE id = ? AND cleared = 0";
    private static final String CLEARED = "UPDATE deleted_room SET cleared = 1 WHERE id = ?";
    private static final String OFFSETS = "SELECT \"offset\" FROM entry WHERE room = ? ORDER BY \"offset\" LIMIT ?";
    private static final String DELETE_UP_TO = "DELETE FROM %s WHERE room = ? AND \"offset\" <= ?";
    private static final String DELETE_SOME =
            "DELETE FROM %1$s WHERE room = ? AND %2$s IN (SELECT %2$s FROM %1$s WHERE room = ? LIMIT ?)";
    private static final String DELETE_COUNT = "DELETE FROM member_count WHERE room = ?";
    /** The table entry comes last: its offsets lead to the others. */
    private static final List<String> OF_ENTRIES = List.of("message", "mention", "entry");

    /** The other tables and a column of their primary keys. Memberships come last: the members are told first. */
    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("message", "\"offset\"");
        OTHERS.put("mention", "\"offset\"");
        OTHERS.put("audit", "\"offset\"");
        OTHERS.put("standing", "member");
        OTHERS.put("membership", "member");
    }

    private final Database database;
    private final List<Follower> followers;
    private final int most;

    /**
     * @param followers lose what they derived from the messages
     * @param most rows of a table that one transaction removes
     */
    public Clearing(Database database, List<Follower> followers, int most) {
        this.database = database;
        this.followers = followers;
        this.most = most;
    }

    /** Clears all deleted rooms. For tools, and on lanes that may take their time. */
    public void finish() throws SQLException {
        for (long next = next(); next > 0; next = next()) {
            while (step(next)) {
                // the next part
            }
        }
    }

    /** The id of the first deletion that is not cleared; 0 if there is none. */
    long next() throws SQLException {
        try (Connection connection = database.readConnection()) {
            Long next = Sql.one(connection, NEXT, row -> row.getLong(1), 0L);
            return next == null ? 0 : next;
        }
    }

    /** Removes some of what the deletion with this id has left. Returns whether there is more. */
    boolean step(long id) throws SQLException {
        return database.write(connection -> {
            Long room = Sql.one(connection, LOCK + database.dialect().forUpdate(), row -> row.getLong(1), id);
            if (room == null) {
                return false; // another server was faster
            }
            boolean more = clearEntries(connection, room) || clearOthers(connection, room);
            if (!more) {
                Sql.update(connection, CLEARED, id);
            }
            return more;
        });
    }

    private boolean clearEntries(Connection connection, long room) throws SQLException {
        List<Long> offsets = Sql.all(connection, OFFSETS, row -> row.getLong(1), room, (long) most);
        if (offsets.isEmpty()) {
            return false;
        }
        long last = offsets.get(offsets.size() - 1);
        for (Follower follower : followers) {
            follower.forget(connection, room, 0, last);
        }
        for (String table : OF_ENTRIES) {
            Sql.update(connection, String.format(DELETE_UP_TO, table), room, last);
        }
        return true;
    }

    private boolean clearOthers(Connection connection, long room) throws SQLException {
        for (Map.Entry<String, String> table : OTHERS.entrySet()) {
            String some = String.format(DELETE_SOME, table.getKey(), table.getValue());
            if (Sql.update(connection, some, room, room, (long) most) == most) {
                return true;
            }
        }
        Sql.update(connection, DELETE_COUNT, room);
        for (Follower follower : followers) {
            follower.forget(connection, room, 0, Long.MAX_VALUE); // leftovers, for example of a restored store
        }
        return false;
    }
}
