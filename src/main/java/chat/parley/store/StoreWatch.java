package chat.parley.store;

import chat.parley.lane.Lane;
import chat.parley.metrics.Metrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Knows whether the store works, without waiting for it: a small read every {@link #INTERVAL}, and a small write as long
 * as writes fail, take the same lanes as everything else. Thread-safe.
 */
public final class StoreWatch {
    static final Duration INTERVAL = Duration.ofSeconds(2);
    /** How many reads share one look at the size of the store. */
    private static final int READS_PER_SIZE = 30;

    private static final String SOMETHING_WRITTEN = "UPDATE parley SET epoch = epoch";

    private final StoreLanes store;
    private final Trouble indexTrouble;
    private final ChangeLane changes;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean writing = new AtomicBoolean();
    private int reads;
    private volatile boolean readable = true;
    private volatile long size;

    /** @param indexTrouble the state of the search index, whose failures are counted as well */
    public StoreWatch(StoreLanes store, Trouble indexTrouble) {
        this.store = store;
        this.indexTrouble = indexTrouble;
        this.changes = new ChangeLane(store, "health");
    }

    /** @param watch a lane that never blocks on the store */
    public void start(Lane watch) {
        watch.every(INTERVAL, this::look);
    }

    /** What is wrong with the store; null if nothing is known to be. */
    public String problem() {
        if (!readable) {
            return "The store cannot be read; see the server's log";
        }
        return store.writeTrouble().isFailing() ? "The store cannot be written; see the server's log" : null;
    }

    public void measure(Metrics metrics) {
        metrics.counters(
                "parley_store_faults",
                "Failed attempts to use the store",
                "fault",
                Map.of(
                        "write", store.writeTrouble().faults(),
                        "read", store.reads().trouble().faults(),
                        "index", indexTrouble.faults()));
        metrics.gauge("parley_store_failing", "Whether the last attempt failed: 1 or 0", "part", values -> {
            values.set("write", store.writeTrouble().isFailing() ? 1 : 0);
            values.set("read", readable ? 0 : 1);
            values.set("index", indexTrouble.isFailing() ? 1 : 0);
        });
        metrics.gauge("parley_store_size_bytes", "Size of the database, without its write-ahead log", () -> size);
        metrics.gauge(
                "parley_store_reads_pending",
                "Reads that run or wait",
                () -> store.reads().pending());
        store.database().measure(metrics);
    }

    private static final class Attempt implements ChangeLane.Step {
        @Override
        public void store(Connection connection) throws SQLException {
            Sql.update(connection, SOMETHING_WRITTEN);
        }

        @Override
        public void apply() {}
    }

    private void look() {
        if (reading.compareAndSet(false, true)) {
            boolean sized = reads++ % READS_PER_SIZE == 0;
            store.reads()
                    .read("health", connection -> {
                        String query = sized ? store.database().dialect().sizeQuery() : "SELECT 0";
                        return Sql.one(connection, query, row -> row.getLong(1));
                    })
                    .whenComplete((answer, failure) -> {
                        readable = failure == null;
                        size = failure == null && sized ? answer : size;
                        reading.set(false);
                    });
        }
        if (store.writeTrouble().isFailing() && writing.compareAndSet(false, true)) {
            changes.store(new Attempt()).whenComplete((done, failure) -> writing.set(false));
        }
    }
}
