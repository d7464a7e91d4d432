package chat.parley.room;

import chat.parley.event.Entry;
import chat.parley.event.Event.RoomSummary;
import chat.parley.log.RoomLog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The rooms in which somebody is. A room comes with its first session and goes with its last, on its own lane; {@link #list} may be asked by anybody. */
final class Rooms {
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final RoomLog log;
    private final Function<String, Executor> lanes;

    Rooms(RoomLog log, Function<String, Executor> lanes) {
        this.log = log;
        this.lanes = lanes;
    }

    /** The room of this name, made where it is not there. On the room's lane. */
    Room of(String name) {
        return rooms.computeIfAbsent(name, unknown -> new Room(name, this, log, lanes.apply(name)));
    }

    /** On the room's lane. An entry of a room in which nobody is concerns nobody here. */
    void accept(Entry entry) {
        Room room = rooms.get(entry.room());
        if (room != null) {
            room.accept(entry);
        }
    }

    /** Forgets the room if its last session has left. On the room's lane. */
    void dropIfEmpty(Room room) {
        if (room.isEmpty() && rooms.remove(room.name(), room)) {
            log.release(room.name());
        }
    }

    /** Busiest first. */
    List<RoomSummary> list(int limit) {
        return rooms.values().stream()
                .map(room -> new RoomSummary(room.name(), room.online()))
                .filter(room -> room.online() > 0)
                .sorted(Comparator.comparingInt(RoomSummary::online).reversed().thenComparing(RoomSummary::room))
                .limit(limit).toList();
    }
}
