package chat.parley.store;

import chat.parley.lane.Lane;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Truncates SQLite's write-ahead log shortly after text was removed, because the log still holds the transactions
 * that stored it. Safe for many threads.
 *
 * <p>Does nothing for PostgreSQL, which keeps old rows until it vacuums.
 */
public final class Erasure {
    private static final System.Logger LOG = System.getLogger(Erasure.class.getName());
    /** The minimum time between two truncations. */
    static final Duration DELAY = Duration.ofSeconds(10);

    private final Database database;
    private final Lane lane;
    private boolean started;
    private boolean due;

    /** @param lane a lane that writes to the store */
    public Erasure(Database database, Lane lane) {
        this.database = database;
        this.lane = lane;
    }

    /** Enables erasure, and truncates what an earlier process may have left in the log. */
    public void start() {
        synchronized (this) {
            started = true;
        }
        request();
    }

    /** Schedules a truncation; call it after removing text. */
    public synchronized void request() {
        if (started && !due && database.dialect() == Dialect.SQLITE) {
            due = true;
            lane.later(DELAY, this::run);
        }
    }

    private synchronized void markStarted() {
        due = false;
    }

    private void run() {
        markStarted();
        boolean done = false;
        try {
            done = database.truncateWal();
        } catch (SQLException e) {
            // debug only: writers report the failure itself
            LOG.log(Level.DEBUG, "Cannot truncate the write-ahead log yet; retrying", e);
        } finally {
            if (!done) {
                request();
            }
        }
    }
}
