package chat.parley.identity;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket for each of many. Those who have asked most recently are known; whoever is forgotten has not asked for long, or
 * begins anew where more than {@link #KNOWN} ask at the same time. Safe for many threads.
 */
public final class RateLimits {
    static final int KNOWN = 10_000;
    private static final float LOAD = 0.75f;

    private final double rate;
    private final int burst;
    private final Map<String, RateLimit> buckets = new LinkedHashMap<>(16, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimit> eldest) {
            return size() > KNOWN;
        }
    };

    /**
     * @param rate tokens a second for each
     * @param burst tokens that each may spend at once
     * @param times as many of both
     */
    public RateLimits(double rate, int burst, int times) {
        this.rate = rate * times;
        this.burst = (int) Math.min(Integer.MAX_VALUE, (long) burst * times);
    }

    /**
     * @param nanos the time now, by a clock that never goes back
     * @throws chat.parley.event.Refusal where this one has to wait; it says how long
     */
    public synchronized void spend(String who, int tokens, long nanos) {
        buckets.computeIfAbsent(who, unknown -> new RateLimit(rate, burst, nanos)).spend(tokens, nanos);
    }

    synchronized int known() {
        return buckets.size();
    }
}
