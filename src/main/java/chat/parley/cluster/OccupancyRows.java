package chat.parley.cluster;

import chat.parley.event.Json;
import chat.parley.event.Member;
import chat.parley.event.RoomId;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The table {@code occupancy}. */
final class OccupancyRows {
    private static final String PUT =
            "INSERT INTO occupancy (node, room, number, online, members) VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT (node, room) DO UPDATE SET number = excluded.number, online = excluded.online, members = excluded.members";
    private static final String COLUMNS = "SELECT node, room, number, online, members FROM occupancy ";
    private static final String AFTER = COLUMNS + "WHERE node = ? AND number > ? ORDER BY number LIMIT ?";
    /** By the primary key: a storm opens thousands of rooms. */
    private static final String IN_ROOMS = COLUMNS + "WHERE node = ANY (?) AND room = ANY (?)";

    private static final String REMOVE_EMPTY = "DELETE FROM occupancy WHERE node = ? AND online = 0 AND number <= ?";
    private static final String REMOVE_ALL = "DELETE FROM occupancy WHERE node = ?";
    private static final String REMOVE_GONE = "DELETE FROM occupancy WHERE node NOT IN (SELECT id FROM node)";

    /** A JSON value for a list of members. */
    public record Names(List<Member> members) {}

    /** A row. */
    record Row(String node, RoomId room, long number, Attendance attendance) {}

    private OccupancyRows() {}

    /** @param number of the first row; each has one of its own */
    static void put(Connection connection, String node, long number, Map<RoomId, Attendance> rooms)
            throws SQLException {
        long next = number;
        for (Map.Entry<RoomId, Attendance> room : rooms.entrySet()) {
            Attendance here = room.getValue();
            Sql.update(
                    connection,
                    PUT,
                    node,
                    room.getKey().text(),
                    next++,
                    (long) here.online(),
                    here.members().isEmpty() ? "" : Json.write(new Names(here.members())));
        }
    }

    static List<Row> after(Connection connection, String node, long number, int limit) throws SQLException {
        return Sql.all(connection, AFTER, OccupancyRows::read, node, number, (long) limit);
    }

    /** What these servers have stored of these rooms. */
    static List<Row> in(Connection connection, List<String> nodes, Collection<RoomId> rooms) throws SQLException {
        Object ids = rooms.stream().map(RoomId::text).toArray(String[]::new);
        return Sql.all(connection, IN_ROOMS, OccupancyRows::read, nodes.toArray(String[]::new), ids);
    }

    private static Row read(ResultSet row) throws SQLException {
        String names = row.getString(5);
        List<Member> members =
                names.isEmpty() ? List.of() : Json.read(names, Names.class).members();
        return new Row(
                row.getString(1),
                new RoomId(row.getString(2)),
                row.getLong(3),
                new Attendance(members, row.getInt(4) - members.size()));
    }

    static void removeEmpty(Connection connection, String node, long upTo) throws SQLException {
        Sql.update(connection, REMOVE_EMPTY, node, upTo);
    }

    static void removeAll(Connection connection, String node) throws SQLException {
        Sql.update(connection, REMOVE_ALL, node);
    }

    /** Removes the rows of servers that nobody remembers. */
    static void removeGone(Connection connection) throws SQLException {
        Sql.update(connection, REMOVE_GONE);
    }
}
