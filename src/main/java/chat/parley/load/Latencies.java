package chat.parley.load;

import java.util.Arrays;

/**
 * A log-linear histogram of latencies in nanoseconds: 32 buckets per power of two, so the error is at most 3 %. Not
 * thread-safe.
 */
public final class Latencies {
    private static final int BITS = 5;
    private final long[] counts = new long[64 << BITS];
    private long total;

    public void add(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    public void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** Adds all latencies of another histogram. */
    void add(Latencies other) {
        for (int bucket = 0; bucket < counts.length; bucket++) {
            counts[bucket] += other.counts[bucket];
        }
        total += other.total;
    }

    public long total() {
        return total;
    }

    /** Upper edge, in milliseconds, of the bucket at this quantile (0.99 for p99); NaN if empty. */
    public double millis(double share) {
        if (total == 0) {
            return Double.NaN;
        }
        long wanted = Math.max(1, (long) Math.ceil(total * share));
        int bucket = -1;
        for (long seen = 0; seen < wanted; ) {
            seen += counts[++bucket];
        }
        return upper(bucket) / 1e6;
    }

    private static int bucket(long value) {
        int shift = Math.max(0, 63 - BITS - Long.numberOfLeadingZeros(value));
        return (shift << BITS) + (int) (value >>> shift);
    }

    private static double upper(int bucket) {
        if (bucket < 2 << BITS) {
            return bucket + 1.0;
        }
        int shift = (bucket >> BITS) - 1;
        return Math.scalb((bucket - (shift << BITS)) + 1.0, shift);
    }
}
