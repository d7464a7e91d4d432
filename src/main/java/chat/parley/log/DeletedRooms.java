package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomId;
import chat.parley.store.Sql;
import chat.parley.store.Tags;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table {@code deleted_room}: what is known of rooms that were deleted. */
public final class DeletedRooms {
    private static final String INSERT = "INSERT INTO deleted_room (room, uid, name, kind, epoch, \"offset\", tag, "
            + "sender, sender_name, ref, at, reason, next_epoch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM room WHERE id = ?";
    private static final String SELECT =
            "SELECT name, epoch, \"offset\", tag, sender, sender_name, ref, at, reason FROM deleted_room ";
    private static final String BY_REF = SELECT + "WHERE uid = ? AND sender = ? AND ref = ?";
    private static final String AT = SELECT + "WHERE uid = ? AND \"offset\" = ?";
    private static final String OF = "SELECT id FROM deleted_room WHERE uid = ? AND epoch = ? LIMIT 1";
    private static final String BEFORE = SELECT + "WHERE at < ? ORDER BY at DESC, id DESC LIMIT ?";
    private static final String BY = SELECT + "WHERE sender = ? ORDER BY id";
    private static final String NAMES = "SELECT DISTINCT sender_name FROM deleted_room WHERE sender = ?";
    private static final String RENAME =
            "UPDATE deleted_room SET sender_name = ?, reason = '' WHERE sender = ? AND (sender_name <> ? OR reason <>"
                    + " '')";

    private DeletedRooms() {}

    /** Deletes the locked room's row: from here on, nothing finds what is left of the room. */
    static void delete(Connection connection, RoomRow room, Entry deletion) throws SQLException {
        Sql.update(
                connection,
                INSERT,
                room.id(),
                room.ref().id().text(),
                room.name(),
                room.settings().kind().wireName(),
                deletion.position().epoch(),
                deletion.offset(),
                deletion.position().tag(),
                deletion.author().id(),
                deletion.author().name(),
                deletion.ref(),
                deletion.at().toEpochMilli(),
                deletion.body().content(),
                Tags.epoch());
        Sql.update(connection, DELETE, room.id());
    }

    /** The deletion that this draft repeats; null if there is none. */
    static Entry repeated(Connection connection, Draft draft) throws SQLException {
        return Sql.one(
                connection,
                BY_REF,
                DeletedRooms::read,
                draft.room().id().text(),
                draft.author().id(),
                draft.ref());
    }

    /** The deletion that is the last entry of a room, at this offset; null if there is none. */
    static Entry at(Connection connection, RoomId room, long offset) throws SQLException {
        return Sql.one(connection, AT, DeletedRooms::read, room.text(), offset);
    }

    /**
     * Whether a room with this id and epoch was deleted. Whoever has another epoch in mind than the room's may also
     * come from before a backup was restored.
     */
    public static boolean include(Connection connection, RoomId room, String epoch) throws SQLException {
        return Sql.one(connection, OF, row -> true, room.text(), epoch) != null;
    }

    /** At most {@code limit} deletions before the time, newest first. */
    static List<Entry> before(Connection connection, Instant time, int limit) throws SQLException {
        return Sql.all(connection, BEFORE, DeletedRooms::read, time.toEpochMilli(), (long) limit);
    }

    private static Entry read(ResultSet row) throws SQLException {
        String reason = row.getString(9);
        String ref = row.getString(7);
        return new Entry(
                row.getString(1),
                new Position(row.getString(2), row.getLong(3), row.getString(4)),
                Instant.ofEpochMilli(row.getLong(8)),
                new Member(row.getString(5), row.getString(6)),
                new RoomDeletion(reason.isEmpty() ? null : reason),
                null,
                ref.startsWith(EntryRows.SERVER_REF) ? null : ref,
                null);
    }

    /** The person's deletions, oldest first. */
    public static List<Entry> by(Connection connection, String member) throws SQLException {
        return Sql.all(connection, BY, DeletedRooms::read, member);
    }

    /** The names under which the person deleted rooms. */
    public static List<String> names(Connection connection, String member) throws SQLException {
        return Sql.all(connection, NAMES, row -> row.getString(1), member);
    }

    /** Replaces the name of a person who deleted rooms, and removes the reasons. Returns the number of deletions. */
    public static int redact(Connection connection, Member person) throws SQLException {
        return Sql.update(connection, RENAME, person.name(), person.id(), person.name());
    }
}
