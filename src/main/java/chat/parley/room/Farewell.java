package chat.parley.room;

import chat.parley.delivery.Close;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The end of all sessions of a server that stops. They leave in random order, evenly over a time, so that other servers,
 * or the next one, do not get all clients at once. A session that must leave takes no more commands; it is closed once
 * those under way are answered. Uses no other class that a container might not load any more when it stops.
 */
final class Farewell {
    private static final System.Logger LOG = System.getLogger(Farewell.class.getName());

    static final Close REASON = Close.RESTARTING;
    /** How long a session may take to answer its last commands. Clients repeat those without an answer. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private static final long STEP_NANOS = 5_000_000L;

    private volatile boolean begun;

    void begin() {
        begun = true;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Closes the sessions. Blocks until the last has left, at most a second longer than the time. */
    void run(List<Session> sessions, Duration time, LongSupplier nanos) {
        if (!sessions.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "Sending {0} clients elsewhere within {1} ms",
                    Integer.toString(sessions.size()),
                    Long.toString(time.toMillis()));
        }
        Collections.shuffle(sessions);
        Deque<Session> staying = new ArrayDeque<>(sessions);
        Deque<Session> leaving = new ArrayDeque<>();
        Deque<Long> deadlines = new ArrayDeque<>();
        long start = nanos.getAsLong();
        while (!staying.isEmpty() || !leaving.isEmpty()) {
            long now = nanos.getAsLong();
            double part = Math.min(1, (double) (now - start) / time.toNanos());
            while (!staying.isEmpty() && sessions.size() - staying.size() < part * sessions.size()) {
                Session next = staying.remove();
                next.leave();
                leaving.add(next);
                deadlines.add(now + PATIENCE_NANOS);
            }
            Iterator<Long> deadline = deadlines.iterator();
            for (Iterator<Session> each = leaving.iterator(); each.hasNext(); ) {
                Session session = each.next();
                boolean late = deadline.next() - now <= 0;
                if (late || session.isAnswered() || !session.isOpen()) {
                    session.close(REASON);
                    each.remove();
                    deadline.remove();
                }
            }
            LockSupport.parkNanos(STEP_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                return; // the chat closes the others
            }
        }
    }
}
