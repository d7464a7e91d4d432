package chat.parley.index;

import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import chat.parley.store.Database;
import chat.parley.store.Fault;
import chat.parley.store.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Indexes new entries of some rooms, on the lane that writes these rooms, in short transactions with pauses in between:
 * it takes at most a fifth of the lane's time while others write.
 */
final class IndexLane {
    /** Entries that arrive within this time are indexed together: the index has a high cost per transaction. */
    static final Duration DELAY = Duration.ofSeconds(1);

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final int ENTRIES = 100;
    private static final int ROOMS = 32;
    /** The pause after a transaction, in multiples of its duration, if the rooms were written to meanwhile. */
    private static final int REST = 4;

    private static final long MIN_NANOS = 1_000_000;

    private final Database database;
    private final Lane lane;
    private final LongSupplier nanos;
    private final Trouble trouble;
    private final Set<RoomId> behind = new LinkedHashSet<>();
    /** Since when each room is behind, those of the running transaction included; oldest first. */
    private final Map<RoomId, Long> since = new LinkedHashMap<>();
    /**
     * The rooms that the last transaction did not begin. The next takes no others: transactions lock rooms in the order
     * of their ids, so a busy room with a low id would always come first.
     */
    private List<RoomId> waiting = List.of();

    private boolean running;
    private boolean written;
    /** Indexes single entries, to find the one that the store rejects. */
    private boolean careful;

    IndexLane(Database database, Lane lane, LongSupplier nanos, Trouble trouble) {
        this.database = database;
        this.lane = lane;
        this.nanos = nanos;
        this.trouble = trouble;
    }

    /** Any thread may call it. */
    synchronized void add(Collection<RoomId> rooms) {
        behind.addAll(rooms);
        rooms.forEach(room -> since.putIfAbsent(room, nanos.getAsLong()));
        written = true;
        if (!running && !behind.isEmpty()) {
            running = true;
            lane.later(DELAY, this::run);
        }
    }

    /** The number of rooms with entries that are not indexed yet. */
    synchronized int behind() {
        return since.size();
    }

    /** For how long the first of these rooms has been behind, in nanoseconds. */
    synchronized long lag() {
        return since.isEmpty()
                ? 0
                : nanos.getAsLong() - since.values().iterator().next();
    }

    private synchronized List<RoomId> take() {
        List<RoomId> rooms = (waiting.isEmpty() ? behind : waiting)
                .stream().limit(careful ? 1 : ROOMS).toList();
        rooms.forEach(behind::remove);
        waiting = List.of();
        running = !rooms.isEmpty();
        return rooms;
    }

    private synchronized void putBack(IndexTransaction.Rest rest) {
        behind.addAll(rest.unfinished());
        behind.addAll(rest.waiting());
        waiting = rest.waiting();
        since.keySet().retainAll(behind);
    }

    private void run() {
        List<RoomId> rooms = take();
        if (rooms.isEmpty()) {
            return;
        }
        Duration pause = RETRY_PAUSE;
        IndexTransaction.Rest rest = new IndexTransaction.Rest(rooms, List.of());
        try {
            long start = nanos.getAsLong();
            rest = index(rooms);
            trouble.recovered();
            pause = pause(rest, nanos.getAsLong() - start);
        } catch (SQLException e) {
            trouble.failed(e);
        } finally {
            putBack(rest);
            lane.later(pause, this::run);
        }
    }

    private synchronized Duration pause(IndexTransaction.Rest rest, long took) {
        boolean busy = written;
        written = false;
        return rest.isEmpty() && behind.isEmpty()
                ? DELAY
                : Duration.ofNanos((busy ? REST : 1) * Math.max(took, MIN_NANOS));
    }

    private IndexTransaction.Rest index(List<RoomId> rooms) throws SQLException {
        try {
            IndexTransaction.Rest rest = IndexTransaction.run(database, rooms, careful ? 1 : ENTRIES, nanos);
            careful = false;
            return rest;
        } catch (SQLException e) {
            if (Fault.of(e) != Fault.INVALID_DATA) {
                throw e;
            }
            return skipBadEntry(rooms, e);
        } catch (RuntimeException e) { // a bug, which the same entry would trigger forever
            return skipBadEntry(rooms, e);
        }
    }

    private IndexTransaction.Rest skipBadEntry(List<RoomId> rooms, Exception why) throws SQLException {
        if (careful && rooms.size() == 1) {
            trouble.failed(why);
            IndexTransaction.skip(database, rooms.get(0));
        }
        careful = true;
        return new IndexTransaction.Rest(rooms, List.of());
    }
}
