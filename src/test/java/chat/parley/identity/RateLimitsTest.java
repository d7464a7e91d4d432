package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rate limits that hold on several servers together. */
class RateLimitsTest {
    private static final int RATE = 10;
    private static final int BURST = 20;
    private static final String GREEDY = "greedy";

    private final RateLimits one = new RateLimits(RATE, BURST, 1);
    private final RateLimits two = new RateLimits(RATE, BURST, 1);

    /** As many requests as the server takes. */
    private static int exhaust(RateLimits server, long nanos) {
        int taken = 0;
        try {
            while (true) {
                server.spend(GREEDY, 1, nanos);
                taken++;
            }
        } catch (Refusal full) {
            return taken;
        }
    }

    private static void tell(RateLimits from, RateLimits to, long nanos) {
        from.takeSpent().forEach((who, tokens) -> to.spentElsewhere(who, tokens, nanos));
    }

    @Test
    void twoServersGiveNoMoreThanOneInTheLongRun() {
        int taken = 0;
        int seconds = 60;
        for (long millis = 0; millis < seconds * 1_000; millis += 250) {
            long nanos = Duration.ofMillis(millis).toNanos();
            taken += exhaust(one, nanos) + exhaust(two, nanos);
            tell(one, two, nanos);
            tell(two, one, nanos);
        }
        int allowed = BURST + RATE * seconds;
        assertTrue(taken >= allowed - BURST && taken <= allowed + BURST, taken + " of " + allowed);
    }

    @Test
    void whoSpendsLittleIsNotTold() {
        IntStream.range(0, BURST / 2).forEach(n -> one.spend(GREEDY, 1, 0));
        assertEquals(Map.of(), one.takeSpent());
        one.spend(GREEDY, 3, 0);
        assertEquals(Map.of(GREEDY, 3), one.takeSpent());
        assertEquals(Map.of(), one.takeSpent(), "told already");
    }

    @Test
    void whatIsOwedIsBounded() {
        one.spentElsewhere(GREEDY, 1_000_000, 0);
        assertEquals(
                1, exhaust(one, Duration.ofMillis((BURST + 1) * 1_000 / RATE).toNanos()));
    }

    @Test
    void thousandsWhoSpendMuchAreToldInPart() {
        IntStream.range(0, 5_000).forEach(n -> one.spend("client " + n, BURST, 0));
        assertEquals(500, one.takeSpent().size());
    }
}
