package chat.parley.log;

import chat.parley.event.Member;
import chat.parley.event.RoomRef;
import chat.parley.event.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The stored members of rooms, as the append's transaction reads and changes them. */
public interface RoomMembers {
    /**
     * The room's members with one of these {@linkplain chat.parley.search.Mentions#handle handles}.
     *
     * @param room the number of the room's row
     */
    List<Member> named(Connection connection, long room, Collection<String> handles) throws SQLException;

    /** Lets those enter who may now read a room, and those leave who no longer may. */
    void follow(Connection connection, Map<RoomRef, List<Standing>> changed) throws SQLException;
}
