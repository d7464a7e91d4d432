package chat.parley.load;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** What all sessions of a run share: where they connect, the rooms, the time, and how many are ready. Thread-safe. */
final class LoadPlan {
    private static final int RUN_NAME = 6;
    private static final int LETTERS = 36;
    private static final long MICRO = 1_000;
    private static final double SECOND = 1e9;

    final LoadOptions options;
    /** Tells the rooms and messages of this run from those of others. */
    final String run;

    final List<LoadRoom> rooms;
    /** Posts that are neither acknowledged nor refused. */
    final AtomicInteger underWay = new AtomicInteger();
    /** Sessions that have joined their rooms. */
    final AtomicInteger ready = new AtomicInteger();
    /** Why the run cannot go on. */
    final AtomicReference<LoadFailure> failure = new AtomicReference<>();

    private final long start = System.nanoTime();
    private final AtomicIntegerArray servers;
    private volatile long measureFrom = Long.MAX_VALUE;
    private volatile long measureTo = Long.MAX_VALUE;
    private volatile boolean over;

    LoadPlan(LoadOptions options) {
        this.options = options;
        SecureRandom random = new SecureRandom();
        run = IntStream.range(0, RUN_NAME)
                .mapToObj(i -> Integer.toString(random.nextInt(LETTERS), LETTERS))
                .reduce("", String::concat);
        rooms = IntStream.range(0, options.rooms())
                .mapToObj(room -> new LoadRoom("load-" + run + "-" + room, options.rooms()))
                .toList();
        servers = new AtomicIntegerArray(options.sessions());
    }

    /** The numbers of the rooms of a session. All rooms are evenly filled. */
    IntStream roomsOf(int session) {
        return IntStream.range(0, options.joins()).map(join -> (session * options.joins() + join) % rooms.size());
    }

    /** The server of a session after this many moves. By default, neighbours in a room are on different servers. */
    LoadTarget moved(int session, int moves) {
        int first = session * options.joins();
        int server = (options.apart() ? first % rooms.size() : first / rooms.size()) + moves;
        servers.set(session, server % options.targets().size());
        return options.targets().get(servers.get(session));
    }

    /** Whether a session of this run can have written it. Somebody else may be in the rooms. */
    boolean isKnown(LoadRef ref) {
        return ref.session() >= 0 && ref.session() < options.sessions();
    }

    boolean onSameServer(int session, int other) {
        return servers.get(session) == servers.get(other);
    }

    /** Posting begins now. @return the time, in nanoseconds */
    long begin() {
        long now = System.nanoTime();
        measureFrom = now + (long) (options.warmUp() * SECOND);
        measureTo = measureFrom + (long) (options.seconds() * SECOND);
        return now;
    }

    /** Posting is over, perhaps before its time. */
    void end() {
        measureTo = Math.min(measureTo, System.nanoTime());
    }

    boolean isPosting(long nanos) {
        return measureFrom != Long.MAX_VALUE && nanos < measureTo;
    }

    /** How long was measured. */
    double measuredSeconds() {
        return measureFrom == Long.MAX_VALUE ? 0 : Math.max(0, (measureTo - measureFrom) / SECOND);
    }

    boolean isMeasured(long dueNanos) {
        return dueNanos + MICRO > measureFrom; // refs carry whole microseconds
    }

    boolean isInTime(long nanos) {
        return nanos <= measureTo;
    }

    long micros(long nanos) {
        return (nanos - start) / MICRO;
    }

    long nanos(long micros) {
        return start + micros * MICRO;
    }

    /** Sessions do not come back any more. */
    void close() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    void fail(String message) {
        failure.compareAndSet(null, LoadFailure.incomplete(message));
    }
}
