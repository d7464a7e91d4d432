package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down guessing: after some failures, each further one doubles the time until the next try. Remembers the
 * {@link #MOST} most recent ones. A try counts as failed until it succeeds, so that simultaneous tries count, too.
 * Thread-safe.
 */
final class Throttle {
    static final int MOST = 10_000;
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final float LOAD = 0.75f;
    /** Beyond it, pauses do not grow in any case. */
    private static final int MOST_DOUBLINGS = 20;

    private final int free;
    private final long longestPause;
    private final LongSupplier nanos;
    private final Map<String, Failures> all = new LinkedHashMap<>(16, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** @param next when the next try is allowed */
    private record Failures(int count, long last, long next) {}

    /**
     * @param free how many failures have no consequence
     * @param longestPause where the pauses stop to grow
     * @param nanos elapsed time in nanoseconds, like {@link System#nanoTime}
     */
    Throttle(int free, Duration longestPause, LongSupplier nanos) {
        this.free = free;
        this.longestPause = longestPause.toNanos();
        this.nanos = nanos;
    }

    /** Begins a try. @throws Refusal if it comes too early, with the time to wait; then it is none */
    synchronized void begin(String who) {
        long now = nanos.getAsLong();
        Failures before = all.get(who);
        if (before == null || now - before.last >= FORGOTTEN.toNanos()) {
            before = new Failures(0, now, now);
        }
        if (now - before.next < 0) {
            long seconds = (before.next - now + FIRST_PAUSE.toNanos() - 1) / FIRST_PAUSE.toNanos();
            throw new Refusal(
                    ErrorCode.RATE_LIMITED,
                    "Too many failed tries; retry in " + seconds + " s",
                    Duration.ofSeconds(seconds));
        }
        int count = before.count + 1;
        all.put(who, new Failures(count, now, now + pause(count)));
    }

    private long pause(int failures) {
        return failures < free
                ? 0
                : Math.min(longestPause, FIRST_PAUSE.toNanos() << Math.min(failures - free, MOST_DOUBLINGS));
    }

    /** The try has succeeded: forgets all failures. */
    synchronized void forget(String who) {
        all.remove(who);
    }

    /** The try was no guess: takes it back. */
    synchronized void takeBack(String who) {
        Failures before = all.get(who);
        if (before != null && before.count > 1) {
            int count = before.count - 1;
            all.put(who, new Failures(count, before.last, before.last + pause(count)));
        } else {
            all.remove(who); // what was no guess must not push out what was
        }
    }
}
