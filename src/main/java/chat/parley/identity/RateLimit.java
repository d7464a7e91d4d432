package chat.parley.identity;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.Locale;

/** A token bucket: holds {@code burst} tokens, refilled at {@code rate} per second. Not thread-safe. */
public final class RateLimit {
    private static final double NANOS = 1e9;

    private final double rate;
    private final int burst;
    private double tokens;
    private long filledAt;

    /**
     * @param rate tokens per second
     * @param nanos the current time of a monotonic clock, in nanoseconds
     */
    public RateLimit(double rate, int burst, long nanos) {
        this.rate = rate;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = nanos;
    }

    /** Takes a token. @throws Refusal if there is none, with the time to wait */
    public void spend(long nanos) {
        spend(1, nanos);
    }

    /** Takes tokens, at most {@code burst}. @throws Refusal if there are too few, with the time to wait */
    void spend(int wanted, long nanos) {
        int needed = Math.min(wanted, burst);
        if (!take(needed, nanos)) {
            long wait = (long) Math.ceil((needed - tokens) / rate * 1000);
            throw new Refusal(
                    ErrorCode.RATE_LIMITED,
                    String.format(Locale.ROOT, "Rate limit exceeded; retry in %.1f s", wait / 1000.0),
                    Duration.ofMillis(wait));
        }
    }

    /** Takes a token; false if there is none. */
    public boolean take(long nanos) {
        return take(1, nanos);
    }

    /** Takes tokens that are spent already. There may be too few: up to {@code burst} tokens are then owed. */
    void charge(int spent, long nanos) {
        fill(nanos);
        tokens = Math.max(-burst, tokens - spent);
    }

    /** Whether less than half of the tokens were left at the last use. */
    boolean isLow() {
        return tokens < burst / 2.0;
    }

    private void fill(long nanos) {
        tokens = Math.min(burst, tokens + (nanos - filledAt) / NANOS * rate);
        filledAt = nanos;
    }

    private boolean take(int wanted, long nanos) {
        fill(nanos);
        if (tokens < wanted) {
            return false;
        }
        tokens -= wanted;
        return true;
    }
}
