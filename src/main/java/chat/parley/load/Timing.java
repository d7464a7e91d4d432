package chat.parley.load;

/**
 * A count with its latencies in milliseconds, which are null if there are none.
 *
 * @param perSecond during the measured time
 */
public record Timing(long count, Double perSecond, Double p50, Double p95, Double p99, Double max) {
    private static final double P50 = 0.5;
    private static final double P95 = 0.95;
    private static final double P99 = 0.99;

    /** @param perSecond null if it has no meaning */
    static Timing of(Latencies latencies, Double perSecond) {
        return latencies.total() == 0
                ? new Timing(0, perSecond, null, null, null, null)
                : new Timing(
                        latencies.total(),
                        perSecond,
                        latencies.millis(P50),
                        latencies.millis(P95),
                        latencies.millis(P99),
                        latencies.millis(1));
    }
}
