package chat.parley.log;

import chat.parley.event.Position;
import chat.parley.event.RoomId;
import chat.parley.store.Database;
import chat.parley.store.Dialect;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** Where the logs of new rooms begin. */
final class RoomStart {
    private static final String NEXT =
            "SELECT next_epoch, \"offset\" FROM deleted_room WHERE uid = ? ORDER BY id DESC LIMIT 1";
    /**
     * The number of a new room. SQLite would give it that of the last room that was deleted, of which something may be
     * left.
     */
    private static final String UNUSED =
            "(SELECT max(number) + 1 FROM (SELECT max(id) AS number FROM room UNION ALL SELECT max(room) FROM"
                    + " deleted_room))";

    private RoomStart() {}

    /**
     * Where the log of a new room begins: after the last offset of a deleted room of the same name, and in another
     * epoch, so that nothing which a client has kept of that one fits the new one.
     */
    static Position of(Connection connection, Database database, RoomId room) throws SQLException {
        Position next = Sql.one(
                connection, NEXT, row -> new Position(row.getString(1), row.getLong(2), Position.NO_TAG), room.text());
        return next != null ? next : Position.start(database.epoch());
    }

    /** Whether the log begins after that of a deleted room. @param start see {@link #of} */
    static boolean isSecond(Position start) {
        return start.offset() > 0;
    }

    /** The SQL that inserts a room with a number that no other room has had. */
    static String numbered(Dialect dialect, String insert) {
        return dialect == Dialect.SQLITE
                ? insert.replace("(name,", "(id, name,").replace("VALUES (", "VALUES (" + UNUSED + ", ")
                : insert;
    }
}
