package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.RoomId;
import chat.parley.store.Notices;
import java.sql.Connection;
import java.sql.SQLException;

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

    /** Reads what the notice is about; null if the room is gone. */
    static DecisionNotice read(Connection connection, String name) throws SQLException {
        int space = name.indexOf(' ');
        RoomRow room = RoomRow.lookUp(connection, new RoomId(name.substring(space + 1)));
        Entry entry = room == null ? null : AuditRows.at(connection, room, Long.parseLong(name.substring(0, space)));
        return entry == null ? null : new DecisionNotice(room.ref().id(), entry);
    }
}
