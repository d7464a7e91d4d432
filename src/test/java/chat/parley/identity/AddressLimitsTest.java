package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.AddressLimits.Cost;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rate limits per address. */
class AddressLimitsTest {
    private static final String GREEDY = "203.0.113.7";

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimits buckets = new RateLimits(1, 10, 2);
    private final AddressLimits limits = new AddressLimits(buckets, nanos::get);

    @Test
    void anAddressOverItsLimitWaitsAndOthersDoNot() {
        IntStream.range(0, 20).forEach(n -> limits.spend(GREEDY, Cost.REQUEST));
        Refusal refusal = assertThrows(Refusal.class, () -> limits.spend(GREEDY, Cost.REQUEST));
        assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
        assertEquals(500, refusal.asReplyTo(null).retryAfter());
        assertEquals(1, refusal.retryAfterSeconds());
        assertDoesNotThrow(() -> limits.spend("198.51.100.1", Cost.REQUEST));
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertDoesNotThrow(() -> limits.spend(GREEDY, Cost.REQUEST));
    }

    @Test
    void aSearchCostsTenRequests() {
        limits.spend(GREEDY, Cost.SEARCH);
        limits.spend(GREEDY, Cost.SEARCH);
        assertEquals(
                5,
                assertThrows(Refusal.class, () -> limits.spend(GREEDY, Cost.SEARCH))
                        .retryAfterSeconds());
    }

    @Test
    void aCostAboveTheBurstIsGrantedWhenTheBucketIsFull() {
        AddressLimits small = new AddressLimits(new RateLimits(1, 1, 1), nanos::get);
        assertDoesNotThrow(() -> small.spend(GREEDY, Cost.SEARCH));
        assertThrows(Refusal.class, () -> small.spend(GREEDY, Cost.SEARCH));
    }

    @Test
    void anUnknownAddressIsNotLimited() {
        IntStream.range(0, 100).forEach(n -> limits.spend(null, Cost.SEARCH));
    }

    @Test
    void theNumberOfBucketsIsBounded() {
        IntStream.range(0, 3 * RateLimits.MAX_BUCKETS).forEach(n -> limits.spend("address " + n, Cost.REQUEST));
        assertEquals(RateLimits.MAX_BUCKETS, buckets.size());
    }
}
