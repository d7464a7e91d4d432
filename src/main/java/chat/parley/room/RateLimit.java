package chat.parley.room;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.Locale;

/** A token bucket: holds {@code burst} tokens, refilled at {@code rate} a second. One thread at a time. */
public final class RateLimit {
    private static final double NANOS = 1e9;

    private final double rate;
    private final int burst;
    private double tokens;
    private long filledAt;

    /**
     * @param rate tokens a second
     * @param nanos the time now, by a clock that never goes back
     */
    public RateLimit(double rate, int burst, long nanos) {
        this.rate = rate;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = nanos;
    }

    /** Takes a token, or refuses with the time until there is one. */
    void spend(long nanos) {
        if (!take(nanos)) {
            long wait = (long) Math.ceil((1 - tokens) / rate * 1000);
            throw new Refusal(ErrorCode.RATE_LIMITED, String.format(Locale.ROOT, "Too many commands; try again in %.1f s", wait / 1000.0),
                    Duration.ofMillis(wait));
        }
    }

    /** Takes a token; false if there is none. */
    public boolean take(long nanos) {
        tokens = Math.min(burst, tokens + (nanos - filledAt) / NANOS * rate);
        filledAt = nanos;
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
