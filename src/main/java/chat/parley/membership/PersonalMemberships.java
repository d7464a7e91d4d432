package chat.parley.membership;

import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All memberships of one person, for tools. */
public final class PersonalMemberships {
    private static final String ALL = "SELECT room.uid, room.name, membership.name, membership.read_offset"
            + " FROM membership JOIN room ON room.id = membership.room WHERE membership.member = ? ORDER BY room.uid";

    /**
     * A membership.
     *
     * @param name the person's name
     * @param read the offset up to which the person has read
     */
    public record Membership(RoomRef room, String name, long read) {}

    private PersonalMemberships() {}

    public static List<Membership> of(Connection connection, String member) throws SQLException {
        return Sql.all(
                connection,
                ALL,
                row -> new Membership(
                        new RoomRef(new RoomId(row.getString(1)), row.getString(2)), row.getString(3), row.getLong(4)),
                member);
    }

    /** Removes a membership, in the caller's transaction. */
    public static void remove(Connection connection, Database database, String member, RoomRef room)
            throws SQLException {
        MembershipRows.Key key = new MembershipRows.Key(member, room.id());
        MembershipTransaction.write(
                connection, database, new TreeMap<>(Map.of(key, MembershipRows.Update.leave(room.name(), ""))));
    }
}
