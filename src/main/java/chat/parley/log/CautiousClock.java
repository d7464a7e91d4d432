package chat.parley.log;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * The time by which entries are too old: what is forgotten does not come back, and a clock can jump. It is the
 * earliest time that fits anything known of the last day: what the clock said, and the newest entry in the store at
 * the start, each with the time that has passed since. So a clock that jumps ahead is believed after a day, one that
 * goes back at once. Safe for many threads.
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

    /** To be asked more often than once a day, or jumps are not noticed. */
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
            LOG.log(Level.INFO, "The clock is {0} min ahead of the newest entry plus the time since. That is normal if"
                    + " nobody wrote for so long; retention by age waits a day before it trusts the clock",
                    jump.toMinutes());
        }
        noted = noteworthy;
    }
}
