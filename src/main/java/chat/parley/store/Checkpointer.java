package chat.parley.store;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Copies SQLite's write-ahead log into the database file beside the writer, on a connection and a thread of its own.
 * Otherwise the commit that fills the log would copy all of it, and every message behind it would wait. Safe for many
 * threads.
 *
 * <p>The log starts over once everything in it is copied and nobody reads it. Under constant load the copy always lags
 * a little; the writer then copies the rest when the log reaches {@link SqliteFile#MAX_WAL_PAGES}.
 */
final class Checkpointer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Checkpointer.class.getName());
    /** Transactions between two checkpoints: the more, the fewer times a busy room's page is copied. */
    private static final int EVERY = 500;

    private static final int PASSES = 3;
    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 5;

    private final DataSource file;
    private final AtomicInteger transactions = new AtomicInteger();
    private final ThreadPoolExecutor thread;

    Checkpointer(DataSource file, ThreadFactory threads) {
        this.file = file;
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Counts a write transaction. */
    void count() {
        if (transactions.incrementAndGet() == EVERY) {
            try {
                thread.execute(this::run);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "No checkpoint after shutdown", e);
            }
        }
    }

    private void run() {
        transactions.set(0);
        try (Connection connection = file.getConnection()) {
            for (int pass = 0; pass < PASSES && !SqliteFile.checkpoint(connection); pass++) {
                // the next pass only copies what was written during this one
            }
        } catch (SQLException e) { // writers report the failure itself
            LOG.log(Level.DEBUG, "Checkpoint failed; retrying later", e);
        }
    }

    /** Waits for a running checkpoint: afterwards, another process may lock and use the file. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "A checkpoint of the store is still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
