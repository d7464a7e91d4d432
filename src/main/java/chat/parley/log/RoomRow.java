package chat.parley.log;

import chat.parley.event.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of the table {@code room}: where the room's log begins and ends. {@code id} is 0 where there is no such row. */
record RoomRow(long id, String name, Position head, Position floor) {
    private static final String SELECT = "SELECT id, epoch, head, head_tag, floor, floor_tag FROM room WHERE name = ?";
    private static final String CREATE = "INSERT INTO room (name, epoch, head, head_tag, floor, floor_tag) VALUES (?, ?, 0, ?, 0, ?) ON CONFLICT (name) DO NOTHING";

    /** The room as it is; an empty one where it is unknown. */
    static RoomRow find(Connection connection, Database database, String name) throws SQLException {
        RoomRow row = Sql.one(connection, SELECT, found -> read(name, found), name);
        Position start = Position.start(database.epoch());
        return row != null ? row : new RoomRow(0, name, start, start);
    }

    /** The room, for this transaction alone to change; made where it is unknown. */
    static RoomRow lock(Connection connection, Database database, String name) throws SQLException {
        String select = SELECT + database.dialect().forUpdate();
        RoomRow row = Sql.one(connection, select, found -> read(name, found), name);
        if (row == null) {
            Sql.update(connection, CREATE, name, database.epoch(), Position.NO_TAG, Position.NO_TAG);
            row = Sql.one(connection, select, found -> read(name, found), name);
        }
        return row;
    }

    private static RoomRow read(String name, ResultSet row) throws SQLException {
        String epoch = row.getString(2);
        return new RoomRow(row.getLong(1), name, new Position(epoch, row.getLong(3), row.getString(4)), new Position(epoch, row.getLong(5), row.getString(6)));
    }
}
