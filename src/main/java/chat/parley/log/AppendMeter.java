package chat.parley.log;

import chat.parley.metrics.Counts;
import chat.parley.metrics.Distribution;
import chat.parley.metrics.Metrics;

/** Counts and times appends. Thread-safe. */
final class AppendMeter {
    /** What became of a draft. */
    private enum Result {
        STORED,
        /** Its ref was known, so nothing was stored twice. */
        REPEATED,
        REFUSED
    }

    private final Counts<Result> results = new Counts<>(Result.class);
    private final Distribution latency = Distribution.ofDurations(
            "parley_append_seconds", "Time from a draft's arrival at the log until it is stored, waiting included");
    private final Distribution transactions =
            Distribution.ofDurations("parley_append_transaction_seconds", "Time to store a batch of drafts");
    private final Distribution batches =
            Distribution.ofSizes("parley_append_batch_entries", "Drafts that are stored together");

    void measure(Metrics metrics) {
        metrics.counter("parley_appends", "Drafts by what became of them", "result", results);
        metrics.distribution(latency);
        metrics.distribution(transactions);
        metrics.distribution(batches);
    }

    /** A transaction of this many drafts took so long. */
    void committed(int drafts, long nanos) {
        transactions.observeNanos(nanos);
        batches.observe(drafts);
    }

    /** The log has answered a draft so long after its arrival. */
    void answered(boolean repeated, boolean refused, long nanos) {
        results.count(repeated ? Result.REPEATED : refused ? Result.REFUSED : Result.STORED);
        latency.observeNanos(nanos);
    }
}
