package chat.parley.membership;

import chat.parley.event.RoomId;
import chat.parley.event.RoomSummary;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Lists of public rooms. */
final class PublicRooms {
    private static final String ROOMS =
            "SELECT room.name, room.topic, room.active, " + MemberCounts.OF_ROOM + ", room.uid, room.title FROM ";
    private static final String LATEST =
            ROOMS + "(SELECT id, uid, name, topic, active, title FROM room WHERE kind = 'public' %s "
                    + "ORDER BY active DESC, name LIMIT ?) room ORDER BY room.active DESC, room.name";
    private static final String ALL = String.format(LATEST, "");
    // SQLite's lower() only knows ASCII
    private static final String FIND = String.format(
            LATEST,
            "AND (lower(name) LIKE ? ESCAPE '!' OR name LIKE ? ESCAPE '!' "
                    + "OR lower(title) LIKE ? ESCAPE '!' OR title LIKE ? ESCAPE '!')");
    private static final String KNOWN = ROOMS + "room WHERE room.kind = 'public' AND room.uid ";

    private PublicRooms() {}

    /** Rooms whose names or titles contain this text (all if null), latest activity first. */
    static List<Listed<RoomSummary>> find(Connection connection, String find, int limit) throws SQLException {
        if (find == null) {
            return Sql.all(connection, ALL, row -> read(row, 1), (long) limit);
        }
        String pattern = "%" + find.replaceAll("([!%_])", "!$1") + "%";
        String lower = pattern.toLowerCase(Locale.ROOT);
        return Sql.all(connection, FIND, row -> read(row, 1), lower, pattern, lower, pattern, (long) limit);
    }

    /** Those of these rooms that exist, in any order. */
    static List<Listed<RoomSummary>> of(Connection connection, Database database, Collection<RoomId> ids)
            throws SQLException {
        Object wanted = database.dialect().list(ids.stream().map(RoomId::text).toList());
        return Sql.all(connection, KNOWN + database.dialect().inList(), row -> read(row, 1), wanted);
    }

    /** Reads name, topic, activity, number of members, id and title. @param first the column of the name */
    static Listed<RoomSummary> read(ResultSet row, int first) throws SQLException {
        String topic = row.getString(first + 1);
        long active = row.getLong(first + 2);
        String title = row.getString(first + 5);
        Instant at = active == 0 ? null : Instant.ofEpochMilli(active);
        return new Listed<>(
                new RoomId(row.getString(first + 4)),
                new RoomSummary(
                        row.getString(first),
                        title.isEmpty() ? null : title,
                        topic.isEmpty() ? null : topic,
                        0,
                        row.getInt(first + 3),
                        at));
    }
}
