package chat.parley.identity;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket per client. Keeps the {@link #MAX_BUCKETS} most recently used buckets; an evicted client starts with a
 * full bucket. Other servers can be told what is spent here. Thread-safe.
 */
public final class RateLimits {
    static final int MAX_BUCKETS = 10_000;
    /** Most clients whose spending is told at a time. */
    private static final int MOST_TOLD = 500;

    private static final float LOAD = 0.75f;

    private final double rate;
    private final int burst;
    private final Map<String, RateLimit> buckets = new LinkedHashMap<>(16, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimit> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    /** Tokens that the others have not been told about. */
    private final Map<String, Integer> untold = new HashMap<>();

    /**
     * @param rate tokens per second and client
     * @param burst tokens that a client may spend at once
     * @param times factor for both
     */
    public RateLimits(double rate, int burst, int times) {
        this.rate = rate * times;
        this.burst = (int) Math.min(Integer.MAX_VALUE, (long) burst * times);
    }

    /**
     * Takes tokens from the client's bucket.
     *
     * @param nanos the current time of a monotonic clock, in nanoseconds
     * @throws chat.parley.event.Refusal if there are too few, with the time to wait
     */
    public synchronized void spend(String who, int tokens, long nanos) {
        RateLimit bucket = bucket(who, nanos);
        bucket.spend(tokens, nanos);
        if (bucket.isLow() && (untold.size() < MOST_TOLD || untold.containsKey(who))) {
            untold.merge(who, Math.min(tokens, burst), Integer::sum);
        }
    }

    private RateLimit bucket(String who, long nanos) {
        return buckets.computeIfAbsent(who, missing -> new RateLimit(rate, burst, nanos));
    }

    /** Tokens spent since the last call, by client. Only of those who have less than half of their burst left. */
    public synchronized Map<String, Integer> takeSpent() {
        Map<String, Integer> spent = Map.copyOf(untold);
        untold.clear();
        return spent;
    }

    /** Takes tokens that the client has spent on another server. */
    public synchronized void spentElsewhere(String who, int tokens, long nanos) {
        bucket(who, nanos).charge(tokens, nanos);
    }

    synchronized int size() {
        return buckets.size();
    }
}
