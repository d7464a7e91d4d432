package chat.parley.person;

import chat.parley.event.RoomRef;
import chat.parley.log.RoomRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Work that is done for each room of a store, one after the other. */
interface EachRoom {
    int CHUNK = 1_000;

    void in(RoomRef room) throws SQLException;

    static void run(Connection connection, EachRoom work) throws SQLException {
        List<RoomRef> rooms = List.of();
        do {
            String last =
                    rooms.isEmpty() ? "" : rooms.get(rooms.size() - 1).id().text();
            rooms = RoomRow.refsAfter(connection, last, CHUNK);
            for (RoomRef room : rooms) {
                work.in(room);
            }
        } while (rooms.size() == CHUNK);
    }
}
