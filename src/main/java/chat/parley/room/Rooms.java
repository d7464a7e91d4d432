package chat.parley.room;

import chat.parley.delivery.DeliverySizes;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.RoomSummary;
import chat.parley.event.Write;
import chat.parley.host.Memory;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.lane.Workers;
import chat.parley.log.Draft;
import chat.parley.log.RoomLog;
import chat.parley.membership.Memberships;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The rooms with sessions. A room is created for its first session and dropped after its last, on its own lane. */
final class Rooms {
    private static final int MAX_ROOMS = 20_000;
    private static final Duration FULL_PAUSE = Duration.ofSeconds(10);

    /** Rooms by key. */
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final RoomQuotas quotas;
    private final DeliverySizes sizes;
    private final Memory memory;
    private final RoomLog log;
    private final Memberships memberships;
    private final Lanes lanes;
    private final Workers workers;
    private final LongSupplier nanos;

    Rooms(RoomLog log, Memberships memberships, Lanes lanes, Workers workers, Limits limits, Memory memory, LongSupplier nanos) {
        this.quotas = new RoomQuotas(limits.shares());
        this.sizes = limits.sizes();
        this.memory = memory;
        this.log = log;
        this.memberships = memberships;
        this.lanes = lanes;
        this.workers = workers;
        this.nanos = nanos;
    }

    /** See {@link RoomLog#key}. */
    String key(String name) {
        return log.key(name);
    }

    /** The lane of the room, whatever the spelling of its name. */
    Lane laneOf(String name) {
        return lanes.of(key(name));
    }

    private Room find(String name) {
        return rooms.get(log.key(name));
    }

    /** Returns the room, creating it if needed. Call on the room's lane. @throws Refusal if too many rooms are open */
    Room getOrCreate(String name) {
        if (rooms.size() >= MAX_ROOMS && find(name) == null) {
            throw new Refusal(ErrorCode.BUSY, "Too many open rooms; retry in 10 s", FULL_PAUSE);
        }
        return rooms.computeIfAbsent(log.key(name), key -> new Room(name, this::dropIfEmpty, quotas, log, memberships, lanes.of(key), workers, sizes, memory, nanos));
    }

    /** A draft by an author who need not be in the room. Call on the room's lane. */
    Draft draft(Member author, Write write) {
        Room room = find(write.room());
        return room == null ? new Draft(write.room(), author, write.body(), write.ref()) : room.draft(author, write);
    }

    /** Passes the entry to its room, if it has sessions. Call on the room's lane. */
    void accept(Entry entry) {
        Room room = find(entry.room());
        if (room != null) {
            room.feed().accept(entry);
        }
    }

    /** Passes the new floor to the room, if it has sessions. Call on the room's lane. */
    void trimmed(String name, Position floor) {
        Room room = find(name);
        if (room != null) {
            room.feed().trimmed(floor);
        }
    }

    /** Drops the room if its last session has left. Call on the room's lane. */
    void dropIfEmpty(Room room) {
        if (room.isEmpty() && rooms.remove(log.key(room.name()), room)) {
            room.close();
        }
    }

    /** Number of members in the room. Safe from any thread. */
    int online(String name) {
        Room room = find(name);
        return room == null ? 0 : room.online();
    }

    /** Rooms with online members whose names contain {@code find} (lower case), busiest first. Safe from any thread. */
    List<RoomSummary> busiest(String find, int limit) {
        return rooms.values().stream()
                .filter(room -> find.isEmpty() || room.name().toLowerCase(Locale.ROOT).contains(find))
                .map(room -> new RoomSummary(room.name(), null, room.online(), 0, null))
                .filter(room -> room.online() > 0)
                .sorted(Comparator.comparingInt(RoomSummary::online).reversed().thenComparing(RoomSummary::room))
                .limit(limit).toList();
    }
}
