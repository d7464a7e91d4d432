package chat.parley.room;

import java.time.Duration;

/**
 * Until when a client must give a sign of life, and how long its credentials are valid. All times are elapsed
 * nanoseconds. Thread-safe, except {@link #takePing}.
 */
final class Deadlines {
    /** Checks per ping interval. */
    static final int CHECKS_PER_PING = 10;

    private final long openedAt;
    private volatile long heardAt;
    /** Null for never. */
    private volatile Long expiresAt;

    private long pingedAt;

    Deadlines(long now) {
        this.openedAt = now;
        this.heardAt = now;
    }

    long openedAt() {
        return openedAt;
    }

    /** Records a sign of life from the client. */
    void heard(long now) {
        heardAt = now;
    }

    /** Sets how long the member's credentials are valid. @param time null for good */
    void expireAfter(Duration time, long now) {
        expiresAt = time == null ? null : (Long) (now + time.toNanos());
    }

    boolean haveExpired(long now) {
        Long end = expiresAt;
        return end != null && now - end >= 0;
    }

    /** Whether the client has missed two pings. */
    boolean isSilent(Duration pingInterval, long now) {
        long ping = pingInterval.toNanos();
        return now - heardAt > 2 * ping - ping / CHECKS_PER_PING;
    }

    boolean isOpenLongerThan(Duration time, long now) {
        return now - openedAt > time.toNanos();
    }

    /** Whether a ping is due; records that it is sent. Call from one thread. */
    boolean takePing(Duration pingInterval, long now) {
        long ping = pingInterval.toNanos();
        boolean due = now - heardAt > ping && now - pingedAt > ping;
        if (due) {
            pingedAt = now;
        }
        return due;
    }
}
