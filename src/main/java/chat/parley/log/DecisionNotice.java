package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomId;
import chat.parley.event.Standing;
import chat.parley.store.Notices;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Tells all servers of a decision about a room.
 *
 * @param entry the decision
 */
record DecisionNotice(RoomId room, Entry entry) {
    static final String SUBJECT = "room";

    static void add(Connection connection, RoomRow room, Entry decision) throws SQLException {
        Notices.add(
                connection, SUBJECT, decision.offset() + " " + room.ref().id().text());
    }

    /** Reads what the notice is about; null if an earlier decision about a room that was deleted. */
    static DecisionNotice read(Connection connection, String name) throws SQLException {
        int space = name.indexOf(' ');
        RoomId id = new RoomId(name.substring(space + 1));
        long offset = Long.parseLong(name.substring(0, space));
        RoomRow room = RoomRow.lookUp(connection, id);
        Entry entry = room == null ? null : AuditRows.at(connection, room, offset);
        Entry decision =
                entry == null ? DeletedRooms.at(connection, id, offset) : withAddresses(connection, room, entry);
        return decision == null ? null : new DecisionNotice(id, decision);
    }

    /** Adds the addresses of a ban, which only the role has. */
    private static Entry withAddresses(Connection connection, RoomRow room, Entry entry) throws SQLException {
        if (!(entry.body() instanceof RoomChange.Grant grant) || !grant.withAddress()) {
            return entry;
        }
        Standing now = StandingRows.of(connection, room, grant.member().id());
        return entry.withBody(grant.at(
                now == null || now.ban() == null ? List.of() : now.ban().addresses()));
    }
}
