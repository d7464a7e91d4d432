package chat.parley.model;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/** The store's faults in one schedule. */
final class Faults {
    /** The outcome of a commit. */
    enum Commit {
        GOOD,
        FAILED_BEFORE,
        ANSWER_LOST,
        CRASH_BEFORE,
        CRASH_AFTER
    }

    private final Random random;
    private final Time time;
    private final Trace trace;
    private final double statementRate;
    private final double commitRate;
    private final double interleaveRate;
    private long downUntil;
    private boolean crashed;
    private boolean over;
    private boolean floorUntold;

    Faults(Random random, Time time, Trace trace) {
        this.random = random;
        this.time = time;
        this.trace = trace;
        boolean some = random.nextInt(10) < 8;
        statementRate = some ? random.nextDouble() * 0.04 : 0;
        commitRate = some ? random.nextDouble() * (random.nextInt(3) == 0 ? 0.5 : 0.1) : 0;
        interleaveRate = random.nextDouble() * 0.5;
    }

    /** Stops injecting faults; a store that is down recovers at its scheduled time. */
    void end() {
        over = true;
    }

    void goDown(Duration duration) {
        trace.say(() -> "the store is down for " + duration);
        downUntil = time.nanos() + duration.toNanos();
    }

    void connect() throws SQLException {
        if (time.nanos() < downUntil) {
            throw random.nextBoolean()
                    ? new SQLException("injected: no connection in time")
                    : new SQLException("injected: refused", "08001");
        }
    }

    /** Whether the connection is lost at this statement; throws for other faults. */
    boolean statement() throws SQLException {
        if (time.nanos() < downUntil) {
            return true;
        }
        if (over || random.nextDouble() >= statementRate) {
            return false;
        }
        int kind = random.nextInt(4);
        trace.say(() -> "a statement fails, kind " + kind);
        switch (kind) {
            case 0 -> throw new SQLException("injected: serialization failure", "40001");
            case 1 -> throw new SQLException("injected: disk full", "53100");
            default -> {
                return true;
            }
        }
    }

    Commit commit() {
        if (over || random.nextDouble() >= commitRate) {
            return Commit.GOOD;
        }
        Commit fault = Commit.values()[1 + random.nextInt(random.nextInt(3) == 0 ? 4 : 2)];
        trace.say(() -> "commit: " + fault);
        crashed |= fault == Commit.CRASH_BEFORE || fault == Commit.CRASH_AFTER;
        if (random.nextInt(4) == 0) {
            goDown(Duration.ofMillis(random.nextInt(9_000)));
        }
        return fault;
    }

    /** Records that a trim was stored without the server's knowledge. */
    void floorIsUntold() {
        floorUntold = true;
    }

    /** Whether the server may assume a floor that is too low. */
    boolean isFloorUntold() {
        return floorUntold;
    }

    void processStarts() {
        floorUntold = false;
    }

    /** Whether another transaction runs between two statements of a reader. */
    boolean interleaves() {
        return random.nextDouble() < interleaveRate;
    }

    boolean chance(double rate) {
        return random.nextDouble() < rate;
    }

    /** Whether the process died during a commit. Resets the flag. */
    boolean crashed() {
        boolean was = crashed;
        crashed = false;
        return was;
    }
}
