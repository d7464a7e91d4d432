package chat.parley.log;

import chat.parley.event.Position;
import chat.parley.event.RoomRef;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Raises a room's floor according to its rule, in steps of bounded size. Only messages count; edits, reactions and
 * topics go with the message that they precede. Entries below the floor are redacted at once, but their refs are kept
 * for a day, so that a late retry is not stored twice.
 */
final class Trim {
    static final Duration REFS_KEPT = Duration.ofDays(1);
    private static final String OLDEST =
            "SELECT \"offset\", tag, at FROM entry WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ? ORDER BY"
                    + " \"offset\" LIMIT ?";
    private static final String FIRST_KEPT = "SELECT \"offset\" FROM entry WHERE room = ? AND kind = 'message'"
            + " AND \"offset\" > ? AND \"offset\" <= ? ORDER BY \"offset\" DESC LIMIT 1 OFFSET ?";
    private static final String FORGET_EDITS = "UPDATE entry SET body = NULL, digest = " + Digest.GONE
            + " WHERE room = ? AND kind = 'edit' AND body IS NOT NULL AND target > ? AND target <= ?";
    private static final String MOVE_FLOOR = "UPDATE room SET floor = ?, floor_tag = ? WHERE id = ?";
    private static final String FORGET = "UPDATE entry SET body = NULL, digest = " + Digest.GONE
            + ", sender_name = '', forgotten = ? WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ?";
    private static final String DELETE = "DELETE FROM entry WHERE room = ? AND \"offset\" <= ? AND forgotten < ?";

    private record Old(long offset, String tag, long at) {}

    /**
     * @param floor null if there is no such room
     * @param moved whether the floor was raised
     * @param more whether another step should follow at once
     */
    record Done(Position floor, boolean moved, boolean more) {}

    private Trim() {}

    /**
     * Trims at most {@code most} entries, in its own transaction.
     *
     * @param now the time from which ages are measured
     */
    static Done step(
            Database database, List<Follower> followers, RoomRef ref, Retention.Rule rule, Instant now, int most)
            throws SQLException {
        return database.write(connection -> step(connection, database, followers, ref, rule, now, most));
    }

    private static Done step(
            Connection connection,
            Database database,
            List<Follower> followers,
            RoomRef ref,
            Retention.Rule rule,
            Instant now,
            int most)
            throws SQLException {
        RoomRow room = RoomRow.lockIfPresent(connection, database, ref.id());
        if (room == null) {
            return new Done(null, false, false); // deleted meanwhile
        }
        long before = room.floor().offset();
        List<Old> oldest = Sql.all(
                connection,
                OLDEST,
                row -> new Old(row.getLong(1), row.getString(2), row.getLong(3)),
                room.id(),
                before,
                room.head().offset(),
                (long) most);
        long firstKept = firstKept(connection, room, rule.count());
        Old last = null;
        for (Old old : oldest) {
            boolean surplus = old.offset() < firstKept;
            boolean aged =
                    rule.age() != null && old.at() < now.minus(rule.age()).toEpochMilli();
            if (!surplus && !aged) {
                break;
            }
            last = old;
        }
        Position floor = last == null ? room.floor() : new Position(room.head().epoch(), last.offset(), last.tag());
        if (last != null) {
            Sql.update(connection, MOVE_FLOOR, floor.offset(), floor.tag(), room.id());
            MessageRows.forget(connection, room, floor.offset());
            MentionRows.forgetEdits(connection, room, before, floor.offset(), Long.MAX_VALUE);
            MentionRows.forget(connection, room, before, floor.offset());
            Sql.update(connection, FORGET_EDITS, room.id(), before, floor.offset());
            Sql.update(connection, FORGET, now.toEpochMilli(), room.id(), before, floor.offset());
            for (Follower follower : followers) {
                follower.forget(connection, room.id(), before, floor.offset());
            }
        }
        Sql.update(
                connection,
                DELETE,
                room.id(),
                floor.offset(),
                now.minus(REFS_KEPT).toEpochMilli());
        return new Done(
                floor,
                last != null,
                last != null
                        && oldest.size() == most
                        && last.offset() == oldest.get(most - 1).offset());
    }

    /** The offset of the oldest of the newest {@code count} messages; 0 if there are fewer. */
    private static long firstKept(Connection connection, RoomRow room, long count) throws SQLException {
        long floor = room.floor().offset();
        long head = room.head().offset();
        Long first = head - floor <= count
                ? null
                : Sql.one(connection, FIRST_KEPT, row -> row.getLong(1), room.id(), floor, head, count - 1);
        return first == null ? 0 : first;
    }
}
