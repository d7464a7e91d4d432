package chat.parley.log;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The time for retention by age. It distrusts the system clock, because a clock can jump and removed messages do not
 * come back. It takes each clock reading of the last day, and the newest entry at the start, adds the time elapsed
 * since then, and returns the earliest result. So a jump forward takes effect after a day, a jump back at once. Safe
 * for many threads.
 */
final class CautiousClock {
    /** How long a jump must last before it counts. */
    static final Duration HELD = Duration.ofDays(1);

    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration NOTEWORTHY = Duration.ofMinutes(5);
    private static final long NANOS = 1_000_000;
    private static final System.Logger LOG = System.getLogger(CautiousClock.class.getName());

    /** @param ahead how far a clock was ahead of elapsed time, in milliseconds: the minimum of this step */
    private record Sample(long step, long ahead) {}

    private final Clock clock;
    private final LongSupplier nanos;
    /** The samples of the last day, each lower than all later ones. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    private boolean noted;

    /**
     * @param newest the time of the newest entry, or {@link Instant#EPOCH} if there is none
     * @param nanos elapsed time, like {@link System#nanoTime}
     */
    CautiousClock(Clock clock, LongSupplier nanos, Instant newest) {
        this.clock = clock;
        this.nanos = nanos;
        if (newest.isAfter(Instant.EPOCH)) {
            sample(elapsed(), newest.toEpochMilli());
        }
    }

    private long elapsed() {
        return Math.floorDiv(nanos.getAsLong(), NANOS);
    }

    /** Call it more than once a day: jumps are only noticed here. */
    synchronized Instant instant() {
        long elapsed = elapsed();
        long now = clock.millis();
        sample(elapsed, now);
        Instant time = Instant.ofEpochMilli(elapsed + samples.peekFirst().ahead());
        note(Duration.ofMillis(now).minusMillis(time.toEpochMilli()));
        return time;
    }

    private synchronized void sample(long elapsed, long time) {
        long step = Math.floorDiv(elapsed, STEP.toMillis());
        long ahead = time - elapsed;
        while (!samples.isEmpty() && samples.peekFirst().step() < step - HELD.dividedBy(STEP)) {
            samples.removeFirst();
        }
        while (!samples.isEmpty() && samples.peekLast().ahead() >= ahead) {
            samples.removeLast();
        }
        if (samples.isEmpty() || samples.peekLast().step() < step) {
            samples.addLast(new Sample(step, ahead));
        }
    }

    private void note(Duration jump) {
        boolean noteworthy = jump.compareTo(NOTEWORTHY) > 0;
        if (noteworthy && !noted) {
            LOG.log(
                    Level.INFO,
                    "The clock is {0} min ahead of the newest entry. This is normal if nobody has"
                            + " written for that long; retention by age trusts the clock after one day",
                    jump.toMinutes());
        }
        noted = noteworthy;
    }
}
