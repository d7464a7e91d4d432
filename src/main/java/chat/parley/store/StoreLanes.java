package chat.parley.store;

import chat.parley.lane.Lanes;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The database, and the lanes on which it is used.
 *
 * @param writing for transactions that write; one lane for each that may run at a time
 * @param reads everything that is read
 * @param writeTrouble whether the store can be written
 * @param nanos elapsed time, as {@link System#nanoTime}
 */
public record StoreLanes(Database database, Lanes writing, Reads reads, Trouble writeTrouble, LongSupplier nanos) {
    /** How long a write may wait before it is refused. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** @param reading for transactions that read; one lane for each that may run at a time */
    public static StoreLanes of(Database database, Lanes writing, Lanes reading, LongSupplier nanos) {
        return new StoreLanes(database, writing, new Reads(database, reading, nanos), new Trouble("written", nanos), nanos);
    }
}
