package chat.parley.index;

import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import chat.parley.store.Database;
import chat.parley.store.Fault;
import chat.parley.store.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Indexes new entries of some rooms, on the lane that writes these rooms, in short transactions with pauses in between:
 * it takes at most a fifth of the lane's time while others write.
 */
final class IndexLane {
    /** Entries that arrive within this time are indexed together. */
    static final Duration DELAY = Duration.ofMillis(250);

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
        written = true;
        if (!running && !behind.isEmpty()) {
            running = true;
            lane.later(DELAY, this::run);
        }
    }

    private synchronized List<RoomId> take() {
        List<RoomId> rooms = behind.stream().limit(careful ? 1 : ROOMS).toList();
        rooms.forEach(behind::remove);
        running = !rooms.isEmpty();
        return rooms;
    }

    private synchronized void putBack(Collection<RoomId> rooms) {
        behind.addAll(rooms);
    }

    private void run() {
        List<RoomId> rooms = take();
        if (rooms.isEmpty()) {
            return;
        }
        Duration pause = RETRY_PAUSE;
        List<RoomId> more = rooms;
        try {
            long start = nanos.getAsLong();
            more = index(rooms);
            trouble.recovered();
            pause = pause(more, nanos.getAsLong() - start);
        } catch (SQLException e) {
            trouble.failed(e);
        } finally {
            putBack(more);
            lane.later(pause, this::run);
        }
    }

    private synchronized Duration pause(List<RoomId> more, long took) {
        boolean busy = written;
        written = false;
        return more.isEmpty() && behind.isEmpty()
                ? DELAY
                : Duration.ofNanos((busy ? REST : 1) * Math.max(took, MIN_NANOS));
    }

    /** Returns the rooms that are still behind. */
    private List<RoomId> index(List<RoomId> rooms) throws SQLException {
        try {
            List<RoomId> more = IndexTransaction.run(database, rooms, careful ? 1 : ENTRIES);
            careful = false;
            return more;
        } catch (SQLException e) {
            if (Fault.of(e) != Fault.INVALID_DATA) {
                throw e;
            }
            return skipBadEntry(rooms, e);
        } catch (RuntimeException e) { // a bug, which the same entry would trigger forever
            return skipBadEntry(rooms, e);
        }
    }

    private List<RoomId> skipBadEntry(List<RoomId> rooms, Exception why) throws SQLException {
        if (careful && rooms.size() == 1) {
            trouble.failed(why);
            IndexTransaction.skip(database, rooms.get(0));
        }
        careful = true;
        return new ArrayList<>(rooms);
    }
}
