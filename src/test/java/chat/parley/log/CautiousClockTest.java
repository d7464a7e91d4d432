package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CautiousClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Duration passed = Duration.ZERO;
    private Duration ahead = Duration.ZERO;

    private CautiousClock clock(Instant newest) {
        return new CautiousClock(
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return START.plus(passed).plus(ahead);
                    }
                },
                () -> passed.toNanos() - Long.MAX_VALUE / 2,
                newest); // elapsed time may begin anywhere
    }

    private void pass(CautiousClock clock, Duration time) {
        Duration end = passed.plus(time);
        while (passed.compareTo(end) < 0) {
            passed = passed.plus(Duration.ofSeconds(30));
            clock.instant();
        }
    }

    @Test
    void withoutJumpsItEqualsTheClock() {
        CautiousClock clock = clock(Instant.EPOCH);
        for (int day = 0; day < 3; day++) {
            assertEquals(START.plus(passed), clock.instant());
            pass(clock, Duration.ofDays(1));
        }
    }

    @Test
    void aJumpAheadCountsAfterADay() {
        CautiousClock clock = clock(Instant.EPOCH);
        pass(clock, Duration.ofHours(5));
        ahead = Duration.ofDays(30);
        pass(clock, Duration.ofHours(23));
        assertEquals(START.plus(passed), clock.instant());
        pass(clock, Duration.ofHours(2));
        assertEquals(START.plus(passed).plus(ahead), clock.instant());
    }

    @Test
    void aJumpUndoneWithinADayNeverCounts() {
        CautiousClock clock = clock(Instant.EPOCH);
        pass(clock, Duration.ofHours(1));
        for (int i = 0; i < 5; i++) {
            ahead = Duration.ofHours(20);
            pass(clock, Duration.ofHours(20));
            assertEquals(START.plus(passed), clock.instant());
            ahead = Duration.ZERO;
            pass(clock, Duration.ofHours(1));
        }
    }

    @Test
    void aJumpBackCountsAtOnce() {
        CautiousClock clock = clock(Instant.EPOCH);
        pass(clock, Duration.ofHours(5));
        ahead = Duration.ofDays(-30);
        assertEquals(START.plus(passed).plus(ahead), clock.instant());
    }

    @Test
    void forADayAfterTheStartItFollowsTheNewestEntry() {
        CautiousClock clock = clock(START.minus(Duration.ofDays(3)));
        assertEquals(START.minus(Duration.ofDays(3)), clock.instant());
        pass(clock, Duration.ofHours(23));
        assertEquals(START.minus(Duration.ofDays(3)).plus(passed), clock.instant());
        pass(clock, Duration.ofHours(2));
        assertEquals(START.plus(passed), clock.instant());
    }

    @Test
    void anEntryFromTheFutureDoesNotAdvanceIt() {
        assertEquals(START, clock(START.plus(Duration.ofDays(365))).instant());
    }
}
