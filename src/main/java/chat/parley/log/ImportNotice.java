package chat.parley.log;

import chat.parley.store.Notices;
import java.sql.Connection;
import java.sql.SQLException;

/** Tells all servers that a tool has imported a room with settings or roles. Its name is the id of the room. */
public final class ImportNotice {
    public static final String SUBJECT = "import";

    private ImportNotice() {}

    static void add(Connection connection, RoomRow room) throws SQLException {
        Notices.add(connection, SUBJECT, room.ref().id().text());
    }
}
