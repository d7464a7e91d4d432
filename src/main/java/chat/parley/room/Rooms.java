package chat.parley.room;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event.RoomSummary;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.lane.Lanes;
import chat.parley.lane.Workers;
import chat.parley.log.RoomLog;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The rooms in which somebody is. A room comes with its first session and goes with its last, on its own lane; {@link #list} may be asked by anybody. */
final class Rooms {
    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final int MOST = 20_000;
    private static final Duration FULL = Duration.ofSeconds(10);

    private record Listing(long at, List<RoomSummary> rooms) {}

    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final Memory memory;
    private final RoomLog log;
    private final Lanes lanes;
    private final Workers workers;
    private final LongSupplier nanos;
    private volatile Listing listing;

    Rooms(RoomLog log, Lanes lanes, Workers workers, Memory memory, LongSupplier nanos) {
        this.memory = memory;
        this.log = log;
        this.lanes = lanes;
        this.workers = workers;
        this.nanos = nanos;
    }

    /** The room of this name, made where it is not there. On the room's lane. @throws Refusal where too many are open */
    Room of(String name) {
        if (rooms.size() >= MOST && !rooms.containsKey(name)) {
            throw new Refusal(ErrorCode.BUSY, "The server has as many rooms open as it can", FULL);
        }
        return rooms.computeIfAbsent(name, unknown -> new Room(name, this, log, lanes.of(name), workers, memory));
    }

    /** On the room's lane. An entry of a room in which nobody is concerns nobody here. */
    void accept(Entry entry) {
        Room room = rooms.get(entry.room());
        if (room != null) {
            room.feed().accept(entry);
        }
    }

    /** On the room's lane. */
    void trimmed(String name, Position floor) {
        Room room = rooms.get(name);
        if (room != null) {
            room.feed().trimmed(floor);
        }
    }

    /** Forgets the room if its last session has left. On the room's lane. */
    void dropIfEmpty(Room room) {
        if (room.isEmpty() && rooms.remove(room.name(), room)) {
            room.close();
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
                .map(room -> new RoomSummary(room.name(), null, room.online(), 0, null))
                .filter(room -> room.online() > 0)
                .sorted(Comparator.comparingInt(RoomSummary::online).reversed().thenComparing(RoomSummary::room))
                .limit(limit).toList();
    }
}
