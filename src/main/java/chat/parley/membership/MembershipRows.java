package chat.parley.membership;

import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.MyRoom;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSummary;
import chat.parley.log.MentionRows;
import chat.parley.log.RoomRow;
import chat.parley.search.Mentions;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table {@code membership}, and the counts that depend on it. */
final class MembershipRows {
    /** Unread messages are counted up to this number. */
    private static final int COUNTED = 100;
    /** Maximum number of messages examined for the count, since a member's own and deleted messages do not count. */
    private static final int EXAMINED = 10_000;

    private static final String FROM_ROOM = "INSERT INTO membership (member, room, name, handle, read_offset) "
            + "SELECT ?, id, ?, ?, %s FROM room WHERE uid = ? ON CONFLICT (member, room) DO UPDATE SET name = excluded.name, handle = excluded.handle";
    private static final String ENTER = String.format(FROM_ROOM, "head");
    private static final String READ = String.format(FROM_ROOM, "CASE WHEN head < ? THEN head ELSE ? END")
            + ", read_offset = CASE WHEN excluded.read_offset > membership.read_offset "
            + "THEN excluded.read_offset ELSE membership.read_offset END";
    private static final String LEAVE =
            "DELETE FROM membership WHERE member = ? AND room IN (SELECT id FROM room WHERE uid = ?)";
    private static final String ENTERED =
            "SELECT membership.name FROM membership JOIN room ON room.id = membership.room "
                    + "WHERE membership.member = ? AND room.uid = ?";
    private static final String ENTERED_SET = "SELECT membership.member, room.uid, membership.name "
            + "FROM unnest(?, ?) AS asked (member, room) JOIN room ON room.uid = asked.room "
            + "JOIN membership ON membership.room = room.id AND membership.member = asked.member";
    private static final String KNOWN = "SELECT id FROM room WHERE uid = ?";
    private static final String PLACE =
            "SELECT membership.read_offset, room.id, room.head, room.floor, room.unnamed, room.name FROM membership JOIN room ON room.id = membership.room WHERE membership.member = ? AND room.uid = ?";
    private static final String MINE =
            "SELECT mine.read_offset, room.id, room.head, room.floor, room.unnamed, room.name, room.topic, room.active, "
                    + PublicRooms.MEMBERS
                    + ", room.uid FROM membership mine JOIN room ON room.id = mine.room WHERE mine.member = ? ORDER BY room.active DESC, room.name LIMIT ?";
    private static final String NEWEST = "SELECT room, \"offset\", sender FROM entry "
            + "WHERE room = ? AND \"offset\" > ? AND kind = 'message' ORDER BY \"offset\" DESC LIMIT " + EXAMINED;
    private static final String UNREAD =
            "SELECT coalesce(m.text, e.body), n.places, CASE WHEN m.text IS NULL AND e.\"offset\" <= ? THEN 1 ELSE 0 END FROM ("
                    + NEWEST + ") newest "
                    + "JOIN entry e ON e.room = newest.room AND e.\"offset\" = newest.\"offset\" "
                    + "LEFT JOIN message m ON m.room = e.room AND m.\"offset\" = e.\"offset\"" + MentionRows.JOIN
                    + "WHERE newest.sender <> ? AND coalesce(m.text, e.body) IS NOT NULL ORDER BY newest.\"offset\" DESC LIMIT ?";

    private static final int NAMED = 1_000;
    private static final String NAMED_BY = "SELECT member, name FROM membership WHERE room = ? AND handle ";

    /** A JSON parameter for a list of values, for databases without arrays. */
    public record StringList(List<String> values) {}

    private MembershipRows() {}

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
     */
    record Update(Operation kind, String room, String name, long offset, boolean afresh) {
        static Update enter(String room, String name) {
            return new Update(Operation.ENTER, room, name, 0, false);
        }

        static Update leave(String room, String name) {
            return new Update(Operation.LEAVE, room, name, 0, false);
        }

        static Update read(String room, String name, long offset) {
            return new Update(Operation.READ, room, name, offset, false);
        }

        /** Merges an earlier change that is not stored yet into this one. */
        Update after(Update before) {
            if (kind == Operation.LEAVE) {
                return this;
            }
            boolean left = before.afresh || before.kind == Operation.LEAVE;
            Operation merged = before.kind == Operation.READ ? Operation.READ : kind;
            return new Update(merged, room, name, Math.max(offset, before.offset), left);
        }
    }

    /** Stores all changes, in the caller's transaction. */
    static void write(Connection connection, Database database, SortedMap<Key, Update> changes) throws SQLException {
        SortedMap<RoomId, String> rooms = new TreeMap<>();
        Map<Operation, List<Object[]>> lines = new EnumMap<>(Operation.class);
        for (Operation kind : Operation.values()) {
            lines.put(kind, new ArrayList<>());
        }
        changes.forEach((key, change) -> {
            if (change.kind() == Operation.LEAVE || change.afresh()) {
                lines.get(Operation.LEAVE)
                        .add(new Object[] {key.member(), key.room().text()});
            }
            if (change.kind() != Operation.LEAVE) {
                rooms.putIfAbsent(key.room(), change.room());
            }
            String handle = Mentions.handle(change.name());
            if (change.kind() == Operation.ENTER) {
                lines.get(Operation.ENTER).add(new Object[] {
                    key.member(), change.name(), handle, key.room().text()
                });
            } else if (change.kind() == Operation.READ) {
                lines.get(Operation.READ).add(new Object[] {
                    key.member(),
                    change.name(),
                    handle,
                    change.offset(),
                    change.offset(),
                    key.room().text()
                });
            }
        });
        for (Map.Entry<RoomId, String> room : rooms.entrySet()) {
            if (Sql.one(connection, KNOWN, row -> row.getLong(1), room.getKey().text()) == null) {
                RoomRow.createIfMissing(connection, database, new RoomRef(room.getKey(), room.getValue()));
            }
        }
        update(connection, LEAVE, lines.get(Operation.LEAVE));
        update(connection, ENTER, lines.get(Operation.ENTER));
        update(connection, READ, lines.get(Operation.READ));
    }

    private static void update(Connection connection, String command, List<Object[]> lines) throws SQLException {
        if (!lines.isEmpty()) {
            Sql.updateAll(connection, command, lines);
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
        Object wanted = database.dialect().supportsArrays()
                ? handles.toArray(String[]::new)
                : Json.write(new StringList(List.copyOf(handles)));
        return Sql.all(
                connection,
                NAMED_BY + database.dialect().inList() + " LIMIT " + NAMED,
                row -> new Member(row.getString(1), row.getString(2)),
                room,
                wanted);
    }

    /** The member's read position and unread counts; offset 0 if it does not belong to the room. */
    static Event.Read read(Connection connection, RoomRef room, Member member) throws SQLException {
        ReadState place =
                Sql.one(connection, PLACE, ReadState::of, member.id(), room.id().text());
        if (place == null) {
            return new Event.Read(room.name(), 0, 0, 0);
        }
        Unread unread = unread(connection, place, member);
        return new Event.Read(place.name(), place.read(), unread.messages(), unread.mentions());
    }

    static List<Listed<MyRoom>> roomsOf(Connection connection, Member member, int limit) throws SQLException {
        List<Mine> rows = Sql.all(
                connection, MINE, row -> new Mine(ReadState.of(row), PublicRooms.read(row, 6)), member.id(), (long)
                        limit);
        List<Listed<MyRoom>> mine = new ArrayList<>();
        for (Mine row : rows) {
            ReadState place = row.place();
            RoomSummary room = row.listed().room();
            Unread unread = unread(connection, place, member);
            mine.add(new Listed<>(
                    row.listed().id(),
                    new MyRoom(
                            room.room(),
                            room.topic(),
                            0,
                            room.members(),
                            room.at(),
                            place.head(),
                            place.read(),
                            unread.messages(),
                            unread.mentions())));
        }
        return mine;
    }

    /** @param unnamed the offset up to which messages were stored without looking for mentions */
    private record ReadState(long read, long room, long head, long floor, long unnamed, String name) {
        static ReadState of(ResultSet row) throws SQLException {
            return new ReadState(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getString(6));
        }
    }

    private record Mine(ReadState place, Listed<RoomSummary> listed) {}

    private record Unread(int messages, int mentions) {}

    private static Unread unread(Connection connection, ReadState place, Member member) throws SQLException {
        long after = Math.max(place.read(), place.floor());
        if (after >= place.head()) {
            return new Unread(0, 0);
        }
        List<Boolean> named = Sql.all(
                connection,
                UNREAD,
                row -> isNamed(member, row),
                place.unnamed(),
                place.room(),
                after,
                member.id(),
                (long) COUNTED);
        return new Unread(
                named.size(), (int) named.stream().filter(Boolean.TRUE::equals).count());
    }

    private static boolean isNamed(Member member, ResultSet row) throws SQLException {
        List<Mention> all = row.getInt(3) == 1
                ? Mentions.in(row.getString(1)).resolve(List.of(member))
                : MentionRows.read(row.getString(2));
        return all != null && all.stream().anyMatch(mention -> mention.members().contains(member.id()));
    }
}
