package chat.parley.index;

import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.log.Follower;
import chat.parley.metrics.Metrics;
import chat.parley.store.Database;
import chat.parley.store.Reads;
import chat.parley.store.Sql;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Maintains the search index by following the logs with a cursor per room. Appends pay nothing for it, and it catches
 * up on what it missed: entries written while the server was down, by another server or by a tool. Safe for many
 * threads.
 */
public final class Indexer implements Follower {
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int ROOMS = 1_000;
    private static final double NANOS = 1e9;
    private static final String BEHIND = "SELECT uid FROM room WHERE indexed < head AND uid > ? ORDER BY uid LIMIT ?";

    private final Database database;
    private final Lanes writing;
    private final Reads reads;
    private final LongSupplier nanos;
    private final Trouble trouble;
    private final Map<Lane, IndexLane> lanes = new ConcurrentHashMap<>();
    private volatile boolean started;

    public Indexer(StoreLanes store) {
        this.database = store.database();
        this.writing = store.writing();
        this.reads = store.reads();
        this.nanos = store.nanos();
        this.trouble = new Trouble("update the search index", "new messages are not found", nanos);
    }

    /** Starts indexing. Without it, as in a tool, another process does the indexing. */
    public void start(Lane watch) {
        started = true;
        watch.every(EVERY, () -> indexRoomsAfter(""));
    }

    /** The state of the index. */
    public Trouble trouble() {
        return trouble;
    }

    public void measure(Metrics metrics) {
        metrics.gauge(
                "parley_index_rooms_behind",
                "Rooms with entries that are not in the search index yet",
                () -> lanes.values().stream().mapToInt(IndexLane::behind).sum());
        metrics.gauge(
                "parley_index_lag_seconds",
                "Age of the oldest known entry that is not in the search index yet",
                () -> lanes.values().stream().mapToLong(IndexLane::lag).max().orElse(0) / NANOS);
    }

    private void indexRoomsAfter(String last) {
        reads.read(
                        "",
                        connection ->
                                Sql.all(connection, BEHIND, row -> new RoomId(row.getString(1)), last, (long) ROOMS))
                .thenAccept(rooms -> {
                    add(rooms);
                    if (rooms.size() == ROOMS) {
                        indexRoomsAfter(rooms.get(ROOMS - 1).text());
                    }
                });
    }

    @Override
    public void forget(Connection connection, long room, long after, long upTo) throws SQLException {
        SearchRows.forget(connection, database, room, after, upTo);
    }

    @Override
    public void appended(Map<RoomId, Long> heads) {
        add(heads.keySet());
    }

    private void add(Collection<RoomId> rooms) {
        if (!started) {
            return;
        }
        Map<Lane, List<RoomId>> byLane = rooms.stream().collect(Collectors.groupingBy(room -> writing.of(room.text())));
        byLane.forEach((lane, own) -> lanes.computeIfAbsent(lane, l -> new IndexLane(database, l, nanos, trouble))
                .add(own));
    }
}
