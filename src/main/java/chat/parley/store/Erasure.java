package chat.parley.store;

import chat.parley.lane.Lane;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Empties SQLite's write-ahead log some seconds after words were taken away, since it still has the transactions that
 * stored them. Safe for many threads.
 *
 * <p>PostgreSQL keeps old rows until it vacuums.
 */
public final class Erasure {
    private static final System.Logger LOG = System.getLogger(Erasure.class.getName());
    /** At least this long between two. */
    static final Duration DELAY = Duration.ofSeconds(10);

    private final Database database;
    private final Lane lane;
    private boolean started;
    private boolean due;

    /** @param lane on which the store is written */
    public Erasure(Database database, Lane lane) {
        this.database = database;
        this.lane = lane;
    }

    /** From now on the log is emptied, beginning with what an earlier process may have left in it. */
    public void start() {
        synchronized (this) {
            started = true;
        }
        wanted();
    }

    /** Words were taken away: the log must be emptied soon. */
    public synchronized void wanted() {
        if (started && !due && database.dialect() == Dialect.SQLITE) {
            due = true;
            lane.later(DELAY, this::run);
        }
    }

    private synchronized void begun() {
        due = false;
    }

    private void run() {
        begun();
        boolean done = false;
        try {
            done = database.emptyLog();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "The write-ahead log cannot be emptied yet", e); // whoever writes tells of the trouble
        } finally {
            if (!done) {
                wanted();
            }
        }
    }
}
