package chat.parley.bench;

/** What came in: deliveries, their latencies (of each delivery), and breaks in the sequence. */
final class Tally {
    final Latencies latencies = new Latencies();
    long deliveries;
    long lost;
    long doubled;

    /** One delivery; {@code ahead} is how far its sequence number is ahead of the expected one: 0 is right, less is a double, more a loss. */
    void came(long postedNanos, long ahead) {
        deliveries++;
        latencies.add(System.nanoTime() - postedNanos);
        if (ahead > 0) {
            lost += ahead;
        } else if (ahead < 0) {
            doubled++;
        }
    }

    void clear() {
        latencies.clear();
        deliveries = lost = doubled = 0;
    }
}
