package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.RoomId;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table {@code audit}: the entries that decide about a room, kept when retention removes them from the log. */
public final class AuditRows {
    private static final String INSERT =
            "INSERT INTO audit (room, \"offset\", tag, kind, sender, sender_name, target, at, body) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String BEFORE =
            "SELECT \"offset\", tag, kind, sender, sender_name, target, at, body FROM audit "
                    + "WHERE room = ? AND \"offset\" < ? ORDER BY \"offset\" DESC LIMIT ?";

    private static final String CREATORS =
            "SELECT room.uid, audit.sender FROM audit JOIN room ON room.id = audit.room WHERE audit.kind = 'creation'";

    private AuditRows() {}

    /** The ids of those who created private and direct rooms. */
    public static Map<RoomId, String> creators(Database database) throws SQLException {
        Map<RoomId, String> creators = new HashMap<>();
        try (Connection connection = database.readConnection()) {
            Sql.all(connection, CREATORS, row -> creators.put(new RoomId(row.getString(1)), row.getString(2)));
        }
        return creators;
    }

    static void insert(Connection connection, RoomRow room, Entry entry) throws SQLException {
        Body body = entry.body();
        Sql.update(
                connection,
                INSERT,
                room.id(),
                entry.offset(),
                entry.position().tag(),
                body.kind().word(),
                entry.author().id(),
                entry.author().name(),
                body.target(),
                entry.at().toEpochMilli(),
                body.content());
    }

    /** At most {@code limit} entries before the offset, newest first. */
    static List<Entry> before(Connection connection, RoomRow room, long offset, int limit) throws SQLException {
        return Sql.all(connection, BEFORE, row -> read(room, row), room.id(), offset, (long) limit);
    }

    /** The entry at this offset; null if there is none. */
    static Entry at(Connection connection, RoomRow room, long offset) throws SQLException {
        return before(connection, room, offset + 1, 1).stream()
                .filter(entry -> entry.offset() == offset)
                .findFirst()
                .orElse(null);
    }

    private static Entry read(RoomRow room, ResultSet row) throws SQLException {
        return new Entry(
                room.name(),
                new Position(room.head().epoch(), row.getLong(1), row.getString(2)),
                Instant.ofEpochMilli(row.getLong(7)),
                new Member(row.getString(4), row.getString(5)),
                Body.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)).read(row.getLong(6), row.getString(8)),
                null,
                null,
                null);
    }
}
