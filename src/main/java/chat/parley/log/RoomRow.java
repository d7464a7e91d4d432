package chat.parley.log;

import chat.parley.event.Position;
import chat.parley.store.Database;
import chat.parley.store.Dialect;
import chat.parley.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A row of the table {@code room}, with the bounds of the room's log. {@code id} is 0 if the row does not exist. */
public record RoomRow(long id, String name, Position head, Position floor, String topic) {
    /**
     * The order in which all transactions lock rooms, which avoids deadlocks: that of the keys in UTF-8, like
     * PostgreSQL's collation "C".
     */
    public static final Comparator<String> LOCK_ORDER = Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final String COLUMNS = "SELECT id, epoch, head, head_tag, floor, floor_tag, name, topic FROM room ";
    private static final String SELECT = COLUMNS + "WHERE folded = ?";
    private static final String BY_ID = COLUMNS + "WHERE id = ?";
    private static final String LOCK_SET = COLUMNS + "WHERE folded = ANY (?) ORDER BY folded COLLATE \"C\" FOR UPDATE";
    private static final String MOVE_HEAD = "UPDATE room SET head = ?, head_tag = ?, active = ? WHERE id = ?";
    private static final String MOVE_HEADS = "UPDATE room SET head = moved.head, head_tag = moved.tag, active = moved.active FROM unnest(?, ?, ?, ?) AS moved (head, tag, active, id) WHERE room.id = moved.id";
    private static final String SET_TOPIC = "UPDATE room SET topic = ? WHERE id = ?";
    private static final String CREATE = "INSERT INTO room (name, folded, epoch, head, head_tag, floor, floor_tag) VALUES (?, ?, ?, 0, ?, 0, ?) ON CONFLICT DO NOTHING";

    /** The room with this name, in any spelling; an empty one if it is unknown. */
    static RoomRow find(Connection connection, Database database, String name) throws SQLException {
        RoomRow row = Sql.one(connection, SELECT, RoomRow::read, database.key(name));
        Position start = Position.start(database.epoch());
        return row != null ? row : new RoomRow(0, name, start, start, "");
    }

    /** The room with this id; null if there is none. */
    public static RoomRow byId(Connection connection, long id) throws SQLException {
        return Sql.one(connection, BY_ID, RoomRow::read, id);
    }

    /** Creates the room if it is missing. Does not lock it. */
    public static void createIfMissing(Connection connection, Database database, String name) throws SQLException {
        Sql.update(connection, CREATE, name, database.key(name), database.epoch(), Position.NO_TAG, Position.NO_TAG);
    }

    /** Locks the room for this transaction, creating it if it is missing. */
    public static RoomRow lock(Connection connection, Database database, String name) throws SQLException {
        String select = SELECT + database.dialect().forUpdate();
        RoomRow row = Sql.one(connection, select, RoomRow::read, database.key(name));
        if (row == null) {
            createIfMissing(connection, database, name);
            row = Sql.one(connection, select, RoomRow::read, database.key(name));
        }
        return row;
    }

    /**
     * Locks those of the rooms that exist, in the order of their keys. Requires {@link Dialect#supportsArrays}.
     */
    static List<RoomRow> lockSet(Connection connection, Collection<String> keys) throws SQLException {
        return Sql.all(connection, LOCK_SET, RoomRow::read, (Object) keys.toArray(String[]::new));
    }

    /** Stores the new heads of locked rooms. */
    static void moveHeads(Connection connection, Database database, Map<RoomRow, Position> heads, Instant now) throws SQLException {
        List<Object[]> lines = heads.entrySet().stream().map(head -> new Object[] {head.getValue().offset(), head.getValue().tag(), now.toEpochMilli(), head.getKey().id()}).toList();
        if (database.dialect().supportsArrays() && lines.size() > 1) {
            Sql.updateSet(connection, MOVE_HEADS, lines);
        } else {
            Sql.updateAll(connection, MOVE_HEAD, lines);
        }
    }

    static void setTopic(Connection connection, RoomRow room, String topic) throws SQLException {
        Sql.update(connection, SET_TOPIC, topic, room.id());
    }

    private static RoomRow read(ResultSet row) throws SQLException {
        String epoch = row.getString(2);
        return new RoomRow(row.getLong(1), row.getString(7), new Position(epoch, row.getLong(3), row.getString(4)), new Position(epoch, row.getLong(5), row.getString(6)), row.getString(8));
    }
}
