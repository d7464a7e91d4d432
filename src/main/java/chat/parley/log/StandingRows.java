package chat.parley.log;

import chat.parley.event.Ban;
import chat.parley.event.Kept;
import chat.parley.event.Member;
import chat.parley.event.Role;
import chat.parley.event.RoomId;
import chat.parley.event.RoomSettings;
import chat.parley.event.Standing;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table {@code standing}: who has a role of their own in a room. */
public final class StandingRows {
    private static final long NEVER = Long.MAX_VALUE;
    private static final String COLUMNS =
            "SELECT member, standing.name, role, until, afterwards, readable_after, reason, "
                    + "addresses, kept_role, kept_until, kept_afterwards";
    private static final String SELECT = COLUMNS + " FROM standing WHERE room = ? ";
    private static final String IN = "SELECT member, standing.name, role, until, afterwards, readable_after, '', '', "
            + "kept_role, kept_until, kept_afterwards FROM standing WHERE room = ?";
    private static final String OF = SELECT + "AND member = ?";
    private static final String PUT =
            "INSERT INTO standing (room, member, name, role, until, afterwards, readable_after, reason, addresses,"
                    + " kept_role, kept_until, kept_afterwards) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT"
                    + " (room, member) DO UPDATE SET name = excluded.name, role = excluded.role, until = excluded.until,"
                    + " afterwards = excluded.afterwards, readable_after = excluded.readable_after, reason ="
                    + " excluded.reason, addresses = excluded.addresses, kept_role = excluded.kept_role, kept_until ="
                    + " excluded.kept_until, kept_afterwards = excluded.kept_afterwards";
    private static final String DELETE = "DELETE FROM standing WHERE room = ? AND member = ?";
    private static final String OWNERS = "SELECT count(*) FROM standing WHERE room = ? AND "
            + "CASE WHEN afterwards = '' THEN role ELSE afterwards END = 'owner'";
    private static final String PEOPLE = "SELECT count(*) FROM standing WHERE room = ?";
    private static final String EVERY = COLUMNS + ", uid FROM standing JOIN room ON room.id = standing.room";
    private static final String WITH_ADDRESSES = "FROM standing WHERE room = ? AND addresses <> '' "
            + "AND CASE WHEN until > ? THEN role ELSE afterwards END = 'banned'";
    /** Hashes contain {@code _}, which stands for any character: that another hash fits is as unlikely as an equal one. */
    private static final String BANNED_AT = "SELECT member " + WITH_ADDRESSES + " AND addresses LIKE ?";

    private static final String ADDRESS_BANS = "SELECT count(*) " + WITH_ADDRESSES;

    /**
     * The condition, in SQL, that a member may read an entry; its parameters are the time in milliseconds and the member. Searches use
     * it in their index. The arguments stand for the room's number and the entry's offset.
     */
    public static final String READABLE = "coalesce((SELECT CASE WHEN standing.until > ? THEN standing.role "
            + "ELSE standing.afterwards END NOT IN ('none', 'banned') AND standing.readable_after < %2$s FROM standing "
            + "WHERE standing.room = %1$s AND standing.member = ?), "
            + "(SELECT room.kind = 'public' FROM room WHERE room.id = %1$s))";

    /** As {@link #READABLE}, for a query's row of the table {@code room}: the member may belong to it. */
    public static final String ADMITS = "coalesce((SELECT CASE WHEN standing.until > ? THEN standing.role "
            + "ELSE standing.afterwards END NOT IN ('none', 'banned') FROM standing "
            + "WHERE standing.room = room.id AND standing.member = ?), room.kind = 'public')";

    private StandingRows() {}

    static Standing of(Connection connection, RoomRow room, String member) throws SQLException {
        return Sql.one(connection, OF, StandingRows::read, room.id(), member);
    }

    /** Those who have a role in the room, highest first, without the reasons and addresses of bans. */
    public static List<Standing> in(Connection connection, RoomRow room) throws SQLException {
        List<Standing> all = Sql.all(connection, IN, StandingRows::read, room.id());
        all.sort(Comparator.comparing(Standing::role)
                .reversed()
                .thenComparing(standing -> standing.member().id()));
        return all;
    }

    static int owners(Connection connection, RoomRow room) throws SQLException {
        return Sql.one(connection, OWNERS, row -> row.getInt(1), room.id());
    }

    static int people(Connection connection, RoomRow room) throws SQLException {
        return Sql.one(connection, PEOPLE, row -> row.getInt(1), room.id());
    }

    /** The members with whom this address is banned. */
    static List<String> bannedAt(Connection connection, RoomRow room, String address, Instant now) throws SQLException {
        return Sql.all(
                connection, BANNED_AT, row -> row.getString(1), room.id(), now.toEpochMilli(), "%" + address + "%");
    }

    static int addressBans(Connection connection, RoomRow room, Instant now) throws SQLException {
        return Sql.one(connection, ADDRESS_BANS, row -> row.getInt(1), room.id(), now.toEpochMilli());
    }

    /** Stores a standing, or removes one that is no different from everybody's. */
    static void put(Connection connection, RoomRow room, RoomSettings settings, Standing standing) throws SQLException {
        String member = standing.member().id();
        if (standing.isEverybodys(settings.kind())) {
            Sql.update(connection, DELETE, room.id(), member);
        } else {
            Sql.update(
                    connection,
                    PUT,
                    room.id(),
                    member,
                    standing.member().name(),
                    standing.role().wireName(),
                    millis(standing.until()),
                    word(standing.then()),
                    standing.from(),
                    standing.ban() == null || standing.ban().reason() == null
                            ? ""
                            : standing.ban().reason(),
                    standing.ban() == null
                            ? ""
                            : String.join(" ", standing.ban().addresses()),
                    word(standing.kept() == null ? null : standing.kept().role()),
                    millis(standing.kept() == null ? null : standing.kept().until()),
                    word(standing.kept() == null ? null : standing.kept().then()));
        }
    }

    /** All standings, by room. */
    public static Map<RoomId, List<Standing>> all(Database database) throws SQLException {
        Map<RoomId, List<Standing>> all = new HashMap<>();
        try (Connection connection = database.readConnection()) {
            Sql.all(
                    connection,
                    EVERY,
                    row -> all.computeIfAbsent(new RoomId(row.getString(12)), room -> new ArrayList<>())
                            .add(read(row)));
        }
        return all;
    }

    private static Standing read(ResultSet row) throws SQLException {
        long until = row.getLong(4);
        String then = row.getString(5);
        Role role = role(row.getString(3));
        Role next = then.isEmpty() ? null : role(then);
        return new Standing(
                new Member(row.getString(1), row.getString(2)),
                role,
                end(until),
                next,
                row.getLong(6),
                role == Role.BANNED || next == Role.BANNED ? ban(row.getString(7), row.getString(8)) : null,
                kept(row));
    }

    private static long millis(Instant end) {
        return end == null ? NEVER : end.toEpochMilli();
    }

    private static Instant end(long millis) {
        return millis == NEVER ? null : Instant.ofEpochMilli(millis);
    }

    private static String word(Role role) {
        return role == null ? "" : role.wireName();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String role = row.getString(9);
        String then = row.getString(11);
        return role.isEmpty() ? null : new Kept(role(role), end(row.getLong(10)), then.isEmpty() ? null : role(then));
    }

    private static Ban ban(String reason, String addresses) {
        return new Ban(
                reason.isEmpty() ? null : reason, addresses.isEmpty() ? List.of() : List.of(addresses.split(" ")));
    }

    private static Role role(String word) {
        return Role.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
