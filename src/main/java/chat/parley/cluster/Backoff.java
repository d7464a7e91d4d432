package chat.parley.cluster;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Ever longer pauses between attempts, each of random length, so that servers do not come back in step. For one thread. */
final class Backoff {
    private static final long SHORTEST = 50;
    private static final long LONGEST = 1_000;

    private long longest = SHORTEST;

    /** The attempt has worked. */
    void reset() {
        longest = SHORTEST;
    }

    /** How long to pause after a failure. */
    Duration next() {
        long millis = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        longest = Math.min(2 * longest, LONGEST);
        return Duration.ofMillis(millis);
    }
}
