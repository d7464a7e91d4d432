package chat.parley.room;

import chat.parley.delivery.DeliverySizes;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event.RoomSummary;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
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

/** The rooms in which somebody is. A room comes with its first session and goes with its last, on its own lane. */
final class Rooms {
    private static final int MOST = 20_000;
    private static final Duration FULL = Duration.ofSeconds(10);

    /** By their keys. */
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

    /** As {@link RoomLog#key}. */
    String key(String name) {
        return log.key(name);
    }

    /** Where the room of this name lives, in whatever spelling. */
    Lane lane(String name) {
        return lanes.of(key(name));
    }

    private Room known(String name) {
        return rooms.get(log.key(name));
    }

    /** The room of this name, made where it is not there. On the room's lane. @throws Refusal where too many are open */
    Room of(String name) {
        if (rooms.size() >= MOST && known(name) == null) {
            throw new Refusal(ErrorCode.BUSY, "The server has as many rooms open as it can", FULL);
        }
        return rooms.computeIfAbsent(log.key(name), key -> new Room(name, this::dropIfEmpty, quotas, log, memberships, lanes.of(key), workers, sizes, memory, nanos));
    }

    /** What somebody writes who need not be in the room. On the room's lane. */
    Draft draft(Member author, Write write) {
        Room room = known(write.room());
        return room == null ? new Draft(write.room(), author, write.body(), write.ref()) : room.draft(author, write);
    }

    /** On the room's lane. An entry of a room in which nobody is concerns nobody here. */
    void accept(Entry entry) {
        Room room = known(entry.room());
        if (room != null) {
            room.feed().accept(entry);
        }
    }

    /** On the room's lane. */
    void trimmed(String name, Position floor) {
        Room room = known(name);
        if (room != null) {
            room.feed().trimmed(floor);
        }
    }

    /** Forgets the room if its last session has left. On the room's lane. */
    void dropIfEmpty(Room room) {
        if (room.isEmpty() && rooms.remove(log.key(room.name()), room)) {
            room.close();
        }
    }

    /** How many members are in the room here. For any thread. */
    int online(String name) {
        Room room = known(name);
        return room == null ? 0 : room.online();
    }

    /** Those with somebody in them and with this part in their names, in lower case; busiest first. For any thread. */
    List<RoomSummary> busiest(String find, int limit) {
        return rooms.values().stream()
                .filter(room -> find.isEmpty() || room.name().toLowerCase(Locale.ROOT).contains(find))
                .map(room -> new RoomSummary(room.name(), null, room.online(), 0, null))
                .filter(room -> room.online() > 0)
                .sorted(Comparator.comparingInt(RoomSummary::online).reversed().thenComparing(RoomSummary::room))
                .limit(limit).toList();
    }
}
