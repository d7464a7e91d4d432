package chat.parley.model;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/** The faults of the store in one schedule. */
final class Faults {
    /** What becomes of a commit. */
    enum Commit { GOOD, FAILED_BEFORE, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER }

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

    /** Nothing new goes wrong; where the store is down, it comes back when it was to come back. */
    void end() {
        over = true;
    }

    void goDown(Duration duration) {
        trace.say(() -> "the store is down for " + duration);
        downUntil = time.nanos() + duration.toNanos();
    }

    void connect() throws SQLException {
        if (time.nanos() < downUntil) {
            throw random.nextBoolean() ? new SQLException("injected: no connection in time") : new SQLException("injected: refused", "08001");
        }
    }

    /** Whether the connection is lost at this statement; throws what else goes wrong. */
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

    /** A trim was stored, and the server does not know. */
    void floorIsUntold() {
        floorUntold = true;
    }

    /** Whether the server may take a floor for lower than it is. */
    boolean isFloorUntold() {
        return floorUntold;
    }

    void processStarts() {
        floorUntold = false;
    }

    /** Whether another transaction gets in between two statements of a reader. */
    boolean interleaves() {
        return random.nextDouble() < interleaveRate;
    }

    boolean chance(double rate) {
        return random.nextDouble() < rate;
    }

    /** Whether the process ended in the middle of a commit. Told once. */
    boolean crashed() {
        boolean was = crashed;
        crashed = false;
        return was;
    }
}
