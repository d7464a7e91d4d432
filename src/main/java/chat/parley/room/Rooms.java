package chat.parley.room;

import chat.parley.cluster.Cluster;
import chat.parley.delivery.DeliverySizes;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSummary;
import chat.parley.event.Write;
import chat.parley.identity.Client;
import chat.parley.io.Memory;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.lane.Workers;
import chat.parley.log.Draft;
import chat.parley.log.RoomLog;
import chat.parley.membership.Listed;
import chat.parley.membership.Memberships;
import chat.parley.rights.Rights;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The rooms with sessions. A room is created for its first session and dropped after its last, on its own lane. */
final class Rooms {
    private static final int MAX_ROOMS = 20_000;
    private static final Duration FULL_PAUSE = Duration.ofSeconds(10);
    private static final Comparator<RoomSummary> BUSIEST =
            Comparator.comparingInt(RoomSummary::online).reversed().thenComparing(RoomSummary::room);

    private final Map<RoomId, Room> rooms = new ConcurrentHashMap<>();
    private final RoomQuotas quotas;
    private final DeliverySizes sizes;
    private final Memory memory;
    private final RoomLog log;
    private final Memberships memberships;
    private final Rights rights;
    private final Cluster cluster;
    private final Lanes lanes;
    private final Workers workers;
    private final LongSupplier nanos;

    Rooms(
            RoomLog log,
            Memberships memberships,
            Rights rights,
            Cluster cluster,
            Lanes lanes,
            Workers workers,
            Limits limits,
            Memory memory,
            LongSupplier nanos) {
        this.quotas = new RoomQuotas(limits.shares());
        this.sizes = limits.sizes();
        this.memory = memory;
        this.log = log;
        this.memberships = memberships;
        this.rights = rights;
        this.cluster = cluster;
        this.lanes = lanes;
        this.workers = workers;
        this.nanos = nanos;
    }

    /** See {@link RoomLog#room}. */
    RoomRef named(String name) {
        return log.room(name);
    }

    Lane laneOf(RoomId room) {
        return lanes.of(room.text());
    }

    /** Returns the room, creating it if needed. Call on the room's lane. @throws Refusal if too many rooms are open */
    Room getOrCreate(RoomRef ref) {
        if (rooms.size() >= MAX_ROOMS && !rooms.containsKey(ref.id())) {
            throw new Refusal(ErrorCode.BUSY, "Too many open rooms; retry in 10 s", FULL_PAUSE);
        }
        Room open = rooms.get(ref.id());
        return open != null ? open : create(ref);
    }

    private Room create(RoomRef ref) {
        Room room = new Room(
                ref,
                this::dropIfEmpty,
                quotas,
                log,
                memberships,
                rights,
                cluster,
                laneOf(ref.id()),
                workers,
                sizes,
                memory,
                nanos);
        rooms.put(ref.id(), room);
        cluster.opened(ref.id()); // not before it can be told who is elsewhere
        return room;
    }

    /** The rooms with sessions. Safe from any thread. */
    Set<RoomId> open() {
        return Set.copyOf(rooms.keySet());
    }

    /** Does something with the room on its lane, if it has sessions. Safe from any thread. */
    void ifOpen(RoomId id, Consumer<Room> work) {
        if (rooms.containsKey(id)) {
            laneOf(id).execute(() -> {
                Room room = rooms.get(id);
                if (room != null) {
                    work.accept(room);
                }
            });
        }
    }

    /** A draft by an author who need not be in the room. Call on the room's lane. */
    Draft draft(RoomRef ref, Client author, Write write) {
        Room room = rooms.get(ref.id());
        return room == null
                ? new Draft(ref, author, write.body(), write.ref(), List.of())
                : room.draft(author, write, room.feed().epoch());
    }

    /** Passes the entry to its room, if it has sessions. Call on the room's lane. */
    void accept(RoomId id, Entry entry) {
        Room room = rooms.get(id);
        if (room != null) {
            room.feed().accept(entry);
        }
    }

    /** Takes these sessions out of the room. Call on the room's lane. */
    void expel(RoomId id, Predicate<Session> lost) {
        Room room = rooms.get(id);
        if (room != null) {
            room.expel(lost);
            dropIfEmpty(room);
        }
    }

    /** Ends all deliveries from the room, because it was deleted. Safe from any thread. */
    void condemn(RoomId id) {
        Room room = rooms.get(id);
        if (room != null) {
            room.condemn();
        }
    }

    /** Drops the room if it is condemned. Returns the sessions that were in it. Call on the room's lane. */
    List<Session> dissolve(RoomId id) {
        Room room = rooms.get(id);
        if (room == null || !room.isCondemned()) {
            return List.of();
        }
        List<Session> sessions = room.expel(everybody -> true);
        dropIfEmpty(room);
        return sessions;
    }

    /** Passes the new floor to the room, if it has sessions. Call on the room's lane. */
    void trimmed(RoomId id, Position floor) {
        Room room = rooms.get(id);
        if (room != null) {
            room.feed().trimmed(floor);
        }
    }

    /** Drops the room if its last session has left. Call on the room's lane. */
    void dropIfEmpty(Room room) {
        if (room.isEmpty() && rooms.remove(room.ref().id(), room)) {
            room.close();
        }
    }

    /** Number of rooms in memory. Safe from any thread. */
    int count() {
        return rooms.size();
    }

    /** Number of members in the room. Safe from any thread. */
    int online(RoomId id) {
        Room room = rooms.get(id);
        return room == null ? cluster.online(id) : room.online();
    }

    private String title(Room room) {
        return rights.settings(room.ref().id()).title();
    }

    private static boolean contains(String text, String part) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(part);
    }

    /**
     * Public rooms with online members whose names or titles contain {@code find} (lower case), busiest first. Safe
     * from any thread.
     */
    List<Listed<RoomSummary>> busiest(String find, int limit) {
        return rooms.values().stream()
                .filter(room -> !room.isCondemned())
                .filter(room -> rights.settings(room.ref().id()).kind() == RoomKind.PUBLIC)
                .filter(room -> find.isEmpty() || contains(room.ref().name(), find) || contains(title(room), find))
                .map(room -> new Listed<>(
                        room.ref().id(), new RoomSummary(room.ref().name(), title(room), null, room.online(), 0, null)))
                .filter(listed -> listed.room().online() > 0)
                .sorted(Comparator.comparing(Listed::room, BUSIEST))
                .limit(limit)
                .toList();
    }
}
