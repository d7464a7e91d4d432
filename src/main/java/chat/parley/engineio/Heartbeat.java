package chat.parley.engineio;

/**
 * Decides when to ping a client and when it has timed out. Times are {@link System#nanoTime} values. Confined to
 * the session's turns.
 */
final class Heartbeat {
    private static final int ON_TIME_FRACTION = 4;

    private final long interval;
    private final long timeout;
    private long pingAt;
    private long deadline;
    private boolean awaitingPong;

    Heartbeat(EngineSettings settings, long now) {
        interval = settings.pingInterval().toNanos();
        timeout = settings.pingTimeout().toNanos();
        pingAt = now + interval;
    }

    /** Returns whether to send a ping now, and if so starts waiting for the pong. */
    boolean beginPingIfDue(long now) {
        if (awaitingPong || now - pingAt < 0) {
            return false;
        }
        awaitingPong = true;
        boolean onTime = now - pingAt < timeout / ON_TIME_FRACTION;
        // after a pause of the whole process, give the client its full time
        deadline = (onTime ? pingAt : now) + timeout;
        return true;
    }

    boolean isTimedOut(long now) {
        return awaitingPong && now - deadline >= 0;
    }

    /**
     * Records incoming data. A pong restarts the interval. Anything else extends the deadline, because over
     * polling the pong may be queued behind it.
     */
    void heard(long now, boolean pong) {
        if (awaitingPong && pong) {
            awaitingPong = false;
            pingAt = now + interval;
        } else if (awaitingPong) {
            deadline = now + timeout;
        }
    }
}
