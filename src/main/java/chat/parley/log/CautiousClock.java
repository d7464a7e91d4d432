package chat.parley.log;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The time for retention by age, which distrusts the system clock: a clock can jump, and what is forgotten does not come
 * back. Takes every time that the clock told during the last day, and the newest entry in the store at the start, adds the
 * time elapsed since then, and returns the earliest result. So a jump ahead counts after a day, a jump back at once.
 * Safe for many threads.
 */
final class CautiousClock {
    /** How long a jump has to last. */
    static final Duration HELD = Duration.ofDays(1);
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration NOTEWORTHY = Duration.ofMinutes(5);
    private static final long NANOS = 1_000_000;
    private static final System.Logger LOG = System.getLogger(CautiousClock.class.getName());

    /** @param ahead how much some clock was ahead of the elapsed time, in milliseconds; at the earliest in that step */
    private record Sample(long step, long ahead) {}

    private final Clock clock;
    private final LongSupplier nanos;
    /** Of the last day, each lower than all that came after it. */
    private final Deque<Sample> samples = new ArrayDeque<>();
    private boolean noted;

    /**
     * @param newest the time of the newest entry, or {@link Instant#EPOCH} where there is none
     * @param nanos elapsed time, as {@link System#nanoTime}
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

    /** Call it more than once a day: it learns of jumps only here. */
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
            LOG.log(Level.INFO, "The clock is {0} min ahead of what the newest entry suggests. That is normal if nobody"
                    + " wrote for so long; retention by age trusts the clock after a day",
                    jump.toMinutes());
        }
        noted = noteworthy;
    }
}
