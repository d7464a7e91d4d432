package chat.parley.engineio;

/** When a session is to be asked for a sign of life, and when it has none left. Times are those of {@link System#nanoTime}. For the session's turns. */
final class Heartbeat {
    private static final int PUNCTUAL = 4;

    private final long interval;
    private final long timeout;
    private long askAt;
    private long deadAt;
    private boolean asked;

    Heartbeat(EngineSettings settings, long now) {
        interval = settings.pingInterval().toNanos();
        timeout = settings.pingTimeout().toNanos();
        askAt = now + interval;
    }

    /** Whether a ping is to be sent now; says so once. */
    boolean isToAsk(long now) {
        if (asked || now - askAt < 0) {
            return false;
        }
        asked = true;
        boolean punctual = now - askAt < timeout / PUNCTUAL;
        deadAt = (punctual ? askAt : now) + timeout; // after a pause of the whole process nobody is to blame for it
        return true;
    }

    boolean isDead(long now) {
        return asked && now - deadAt >= 0;
    }

    /** Something came: the answer, with which the interval begins again, or anything else, behind which the answer may have to wait over polling. */
    void heard(long now, boolean pong) {
        if (asked && pong) {
            asked = false;
            askAt = now + interval;
        } else if (asked) {
            deadAt = now + timeout;
        }
    }
}
