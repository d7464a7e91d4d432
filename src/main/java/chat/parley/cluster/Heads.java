package chat.parley.cluster;

import chat.parley.event.Position;
import chat.parley.event.RoomId;
import chat.parley.log.RoomRow;
import chat.parley.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ends of the logs of the rooms with sessions here, as last read from the database. Not thread-safe. */
final class Heads {
    private static final int ROOMS_AT_ONCE = 1_000;

    private final Database database;
    private final Map<RoomId, Position> heads = new HashMap<>();
    private final Map<RoomId, Position> floors = new HashMap<>();

    Heads(Database database) {
        this.database = database;
    }

    /** Reads them and tells what has changed. Blocks. */
    void read(Local local) throws SQLException {
        List<RoomId> rooms = List.copyOf(local.rooms());
        heads.keySet().retainAll(Set.copyOf(rooms));
        floors.keySet().retainAll(Set.copyOf(rooms));
        try (Connection connection = database.readConnection()) {
            for (int from = 0; from < rooms.size(); from += ROOMS_AT_ONCE) {
                List<RoomId> some = rooms.subList(from, Math.min(rooms.size(), from + ROOMS_AT_ONCE));
                RoomRow.all(connection, database, some).forEach(room -> tell(room, local));
            }
        }
    }

    private void tell(RoomRow room, Local local) {
        RoomId id = room.ref().id();
        if (!room.floor().equals(floors.put(id, room.floor()))) {
            local.trimmed(id, room.floor());
        }
        if (!room.head().equals(heads.put(id, room.head()))) {
            local.announced(id, room.head().offset());
        }
    }
}
