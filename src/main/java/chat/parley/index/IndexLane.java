package chat.parley.index;

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
 * Brings the index up to the logs of some rooms, on the lane on which these are written, in short transactions with pauses between: so it takes the lane for a fifth of the time
 * while others write. */
final class IndexLane {
    /** What comes within this time is indexed together. */
    static final Duration DELAY = Duration.ofMillis(250);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final int ENTRIES = 100;
    private static final int ROOMS = 32;
    /** How much longer than a transaction the pause after it is, where something was written meanwhile. */
    private static final int REST = 4;
    private static final long SHORTEST = 1_000_000;

    private final Database database;
    private final Lane lane;
    private final LongSupplier nanos;
    private final Trouble trouble;
    private final Set<String> behind = new LinkedHashSet<>();
    private boolean running;
    private boolean written;
    /** Looks for the one entry that the store does not take. */
    private boolean careful;

    IndexLane(Database database, Lane lane, LongSupplier nanos, Trouble trouble) {
        this.database = database;
        this.lane = lane;
        this.nanos = nanos;
        this.trouble = trouble;
    }

    /** From any thread. */
    synchronized void add(Collection<String> rooms) {
        behind.addAll(rooms);
        written = true;
        if (!running && !behind.isEmpty()) {
            running = true;
            lane.later(DELAY, this::run);
        }
    }

    private synchronized List<String> take() {
        List<String> rooms = behind.stream().limit(careful ? 1 : ROOMS).toList();
        rooms.forEach(behind::remove);
        running = !rooms.isEmpty();
        return rooms;
    }

    private synchronized void putBack(Collection<String> rooms) {
        behind.addAll(rooms);
    }

    private void run() {
        List<String> rooms = take();
        if (rooms.isEmpty()) {
            return;
        }
        Duration pause = RETRY_PAUSE;
        List<String> more = rooms;
        try {
            long start = nanos.getAsLong();
            more = index(rooms);
            trouble.isOver();
            pause = pause(more, nanos.getAsLong() - start);
        } catch (SQLException e) {
            trouble.appeared(e);
        } finally {
            putBack(more);
            lane.later(pause, this::run);
        }
    }

    private synchronized Duration pause(List<String> more, long took) {
        boolean busy = written;
        written = false;
        return more.isEmpty() && behind.isEmpty() ? DELAY : Duration.ofNanos((busy ? REST : 1) * Math.max(took, SHORTEST));
    }

    /** Says which are still behind. */
    private List<String> index(List<String> rooms) throws SQLException {
        try {
            List<String> more = IndexTransaction.run(database, rooms, careful ? 1 : ENTRIES);
            careful = false;
            return more;
        } catch (SQLException e) {
            if (Fault.of(e) != Fault.OF_THE_DATA) {
                throw e;
            }
            return leaveOut(rooms, e);
        } catch (RuntimeException e) { // a fault of our own, which the same entry would bring about for ever
            return leaveOut(rooms, e);
        }
    }

    private List<String> leaveOut(List<String> rooms, Exception why) throws SQLException {
        if (careful && rooms.size() == 1) {
            trouble.appeared(why);
            IndexTransaction.skip(database, rooms.get(0));
        }
        careful = true;
        return new ArrayList<>(rooms);
    }
}
