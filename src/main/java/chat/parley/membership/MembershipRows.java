package chat.parley.membership;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.MyRoom;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSummary;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code membership}. {@link MembershipTransaction} changes it. */
final class MembershipRows {
    private static final String ENTERED =
            "SELECT membership.name FROM membership JOIN room ON room.id = membership.room "
                    + "WHERE membership.member = ? AND room.uid = ?";
    private static final String ENTERED_SET = "SELECT membership.member, room.uid, membership.name "
            + "FROM unnest(?, ?) AS asked (member, room) JOIN room ON room.uid = asked.room "
            + "JOIN membership ON membership.room = room.id AND membership.member = asked.member";
    private static final String PLACE =
            "SELECT membership.read_offset, room.id, room.head, room.floor, room.unnamed, room.name FROM membership"
                    + " JOIN room ON room.id = membership.room WHERE membership.member = ? AND room.uid = ?";
    private static final String MINE =
            "SELECT mine.read_offset, room.id, room.head, room.floor, room.unnamed, room.name, room.topic,"
                    + " room.active, "
                    + MemberCounts.OF_ROOM
                    + ", room.uid, room.title FROM membership mine JOIN room ON room.id = mine.room WHERE mine.member"
                    + " = ? AND (room.active < ? OR room.active = ? AND room.uid > ?) ORDER BY room.active DESC,"
                    + " room.uid LIMIT ?";

    private static final int NAMED = 1_000;
    private static final String NAMED_BY = "SELECT member, name FROM membership WHERE room = ? AND handle ";

    private static final String PEOPLE = "SELECT member, max(name) FROM membership WHERE member ";

    private static final String OF_DELETED = "SELECT membership.member FROM deleted_room "
            + "JOIN membership ON membership.room = deleted_room.room "
            + "WHERE deleted_room.uid = ? AND deleted_room.\"offset\" = ? AND membership.member ";
    private static final int LOOKED_UP = 500;

    private MembershipRows() {}

    static List<String> ofDeleted(
            Connection connection, Database database, RoomId room, long last, Collection<String> members)
            throws SQLException {
        List<String> all = List.copyOf(members);
        List<String> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += LOOKED_UP) {
            List<String> some = all.subList(from, Math.min(all.size(), from + LOOKED_UP));
            found.addAll(Sql.all(
                    connection,
                    OF_DELETED + database.dialect().inList(),
                    row -> row.getString(1),
                    room.text(),
                    last,
                    database.dialect().list(some)));
        }
        return found;
    }

    /** The members with these ids, each under one of the names it has in its rooms. */
    static List<Member> people(Connection connection, Database database, Collection<String> ids) throws SQLException {
        return Sql.all(
                connection,
                PEOPLE + database.dialect().inList() + " GROUP BY member",
                row -> new Member(row.getString(1), row.getString(2)),
                database.dialect().list(ids));
    }

    /** Sorted, to avoid deadlocks. */
    record Key(String member, RoomId room) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::member).thenComparing(Key::room);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    enum Operation {
        ENTER,
        LEAVE,
        READ
    }

    /**
     * A change of a membership.
     *
     * @param room the name for creating the room if it is missing
     * @param name the member's name
     * @param offset the offset that was read, for {@link Operation#READ}
     * @param afresh whether a leave precedes this change
     * @param epoch of the log that the member has seen: nothing is stored if the room was deleted since; null for any
     */
    record Update(Operation kind, String room, String name, long offset, boolean afresh, String epoch) {
        static Update enter(String room, String name, String epoch) {
            return new Update(Operation.ENTER, room, name, 0, false, epoch);
        }

        static Update leave(String room, String name) {
            return new Update(Operation.LEAVE, room, name, 0, false, null);
        }

        static Update read(String room, String name, long offset, String epoch) {
            return new Update(Operation.READ, room, name, offset, false, epoch);
        }

        /** Whether it is for a room with this epoch. */
        boolean fits(String present) {
            return epoch == null || epoch.equals(present);
        }

        /** Merges an earlier change that is not stored yet into this one. */
        Update after(Update before) {
            if (kind == Operation.LEAVE) {
                return this;
            }
            boolean enters = kind == Operation.ENTER || before.kind == Operation.LEAVE;
            if (!enters && epoch != null && !before.fits(epoch)) {
                return before; // the member has read in a deleted room, and entered a new one
            }
            boolean left = before.afresh || before.kind == Operation.LEAVE;
            Operation merged = before.kind == Operation.READ ? Operation.READ : kind;
            return new Update(merged, room, name, Math.max(offset, before.offset), left, enters ? epoch : before.epoch);
        }
    }

    /** The names under which these members belong to these rooms. Contains no key for those who do not. */
    static Map<Key, String> names(Connection connection, Database database, Collection<Key> keys) throws SQLException {
        Map<Key, String> names = new HashMap<>();
        if (database.dialect().supportsArrays()) {
            Object members = keys.stream().map(Key::member).toArray(String[]::new);
            Object rooms = keys.stream().map(key -> key.room().text()).toArray(String[]::new);
            Sql.all(
                    connection,
                    ENTERED_SET,
                    row -> names.put(new Key(row.getString(1), new RoomId(row.getString(2))), row.getString(3)),
                    members,
                    rooms);
            return names;
        }
        for (Key key : keys) {
            String name = Sql.one(
                    connection,
                    ENTERED,
                    row -> row.getString(1),
                    key.member(),
                    key.room().text());
            if (name != null) {
                names.put(key, name);
            }
        }
        return names;
    }

    /** The members of a room, by its row, with one of these handles; at most {@value #NAMED}. */
    static List<Member> named(Connection connection, Database database, long room, Collection<String> handles)
            throws SQLException {
        return Sql.all(
                connection,
                NAMED_BY + database.dialect().inList() + " LIMIT " + NAMED,
                row -> new Member(row.getString(1), row.getString(2)),
                room,
                database.dialect().list(handles));
    }

    /** The member's read position and unread counts; offset 0 if it does not belong to the room. */
    static Event.Read read(Connection connection, Database database, RoomRef room, Member member) throws SQLException {
        ReadState place =
                Sql.one(connection, PLACE, ReadState::of, member.id(), room.id().text());
        if (place == null) {
            return new Event.Read(room.name(), 0, 0, 0);
        }
        Unread unread = Unread.in(connection, database, List.of(place), member).getOrDefault(place.room(), Unread.NONE);
        return new Event.Read(place.name(), place.read(), unread.messages(), unread.mentions());
    }

    static List<Listed<MyRoom>> roomsOf(
            Connection connection, Database database, Member member, int limit, RoomsCursor after) throws SQLException {
        List<Mine> rows = Sql.all(
                connection,
                MINE,
                row -> new Mine(ReadState.of(row), PublicRooms.read(row, 6)),
                member.id(),
                after.active(),
                after.active(),
                after.room().text(),
                (long) limit);
        Map<Long, Unread> counts =
                Unread.in(connection, database, rows.stream().map(Mine::place).toList(), member);
        return rows.stream()
                .map(row -> row.with(counts.getOrDefault(row.place().room(), Unread.NONE)))
                .toList();
    }

    private record Mine(ReadState place, Listed<RoomSummary> listed) {
        Listed<MyRoom> with(Unread unread) {
            RoomSummary room = listed.room();
            return new Listed<>(
                    listed.id(),
                    new MyRoom(
                            room.room(),
                            room.topic(),
                            0,
                            room.members(),
                            room.at(),
                            place.head(),
                            place.read(),
                            unread.messages(),
                            unread.mentions(),
                            null,
                            null,
                            null,
                            null,
                            null));
        }
    }
}
