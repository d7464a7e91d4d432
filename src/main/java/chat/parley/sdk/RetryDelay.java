package chat.parley.sdk;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The delay before the next try: random, up to a bound that doubles with every try ("full jitter"), so that clients
 * that lost the same server do not all come back at once. For one thread.
 */
final class RetryDelay {
    private static final int MOST_DOUBLINGS = 30;

    private final long min;
    private final long max;
    private int tries;

    RetryDelay(Duration min, Duration max) {
        this.min = min.toMillis();
        this.max = Math.max(min.toMillis(), max.toMillis());
    }

    /** In milliseconds. */
    long next() {
        long bound = min << Math.min(tries++, MOST_DOUBLINGS);
        return ThreadLocalRandom.current().nextLong((bound <= 0 ? max : Math.min(bound, max)) + 1);
    }

    void reset() {
        tries = 0;
    }
}
