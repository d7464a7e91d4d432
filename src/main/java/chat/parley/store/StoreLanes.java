package chat.parley.store;

import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The database and the lanes that use it.
 *
 * @param writing lanes for write transactions, one for each that may run at a time
 * @param reads runs all reads
 * @param notices what all servers on the database must know
 * @param writeTrouble the state of writes
 * @param nanos elapsed time, like {@link System#nanoTime}
 */
public record StoreLanes(
        Database database, Lanes writing, Reads reads, Notices notices, Trouble writeTrouble, LongSupplier nanos) {
    /** How long a write may wait before it is refused. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of a server that follows the notices on a lane for reads. */
    public static StoreLanes of(Database database, Lanes writing, Lanes reading, LongSupplier nanos) {
        return of(database, writing, reading, reading.of("notices"), nanos);
    }

    /**
     * @param reading lanes for reads, one for each that may run at a time
     * @param following follows the notices
     */
    public static StoreLanes of(Database database, Lanes writing, Lanes reading, Lane following, LongSupplier nanos) {
        return new StoreLanes(
                database,
                writing,
                new Reads(database, reading, nanos),
                new Notices(database, following, nanos),
                new Trouble("write to the log", nanos),
                nanos);
    }
}
