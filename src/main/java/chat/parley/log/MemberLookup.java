package chat.parley.log;

import chat.parley.event.Member;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Finds the members of a room that a message can mention. */
public interface MemberLookup {
    /**
     * The room's members with one of these {@linkplain chat.parley.search.Mentions#handle handles}, read within the
     * append's transaction.
     *
     * @param room the number of the room's row
     */
    List<Member> named(Connection connection, long room, Collection<String> handles) throws SQLException;
}
