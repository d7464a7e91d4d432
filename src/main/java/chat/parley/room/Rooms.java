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
import java.util.function.LongSupplier;

/** The rooms in which somebody is. A room comes with its first session and goes with its last, on its own lane; {@link #list} may be asked by anybody. */
final class Rooms {
    private static final long FRESH_NANOS = 1_000_000_000L;

    private record Listing(long at, List<RoomSummary> rooms) {}

    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final RoomLog log;
    private final Function<String, Executor> lanes;
    private final LongSupplier nanos;
    private volatile Listing listing;

    Rooms(RoomLog log, Function<String, Executor> lanes, LongSupplier nanos) {
        this.log = log;
        this.lanes = lanes;
        this.nanos = nanos;
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

    /** Busiest first; made anew once a second at most, since anybody may ask often. */
    List<RoomSummary> list(int limit) {
        Listing known = listing;
        long now = nanos.getAsLong();
        if (known == null || now - known.at() > FRESH_NANOS) {
            known = new Listing(now, listed(limit));
            listing = known;
        }
        return known.rooms();
    }

    private List<RoomSummary> listed(int limit) {
        return rooms.values().stream()
                .map(room -> new RoomSummary(room.name(), room.online()))
                .filter(room -> room.online() > 0)
                .sorted(Comparator.comparingInt(RoomSummary::online).reversed().thenComparing(RoomSummary::room))
                .limit(limit).toList();
    }
}
