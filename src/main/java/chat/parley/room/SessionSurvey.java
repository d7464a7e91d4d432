package chat.parley.room;

import chat.parley.metrics.Metrics;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;

/** Looks at all sessions when somebody reads the metrics, so that deliveries pay nothing for it. Thread-safe. */
final class SessionSurvey {
    /** Larger servers than the documented limits are looked at in part. */
    private static final int MOST_CURSORS = 200_000;

    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final long[] BOUNDS = {0, 1, 10, 100, 1_000, 10_000};

    private final Collection<Session> sessions;

    /** @param sessions safe to iterate over from any thread */
    SessionSurvey(Collection<Session> sessions) {
        this.sessions = sessions;
    }

    /** Lags of cursors: how many are above each bound, and the longest. */
    private static final class Lags {
        private final long[] above = new long[BOUNDS.length];
        private long cursors;
        private long most;

        void add(long lag) {
            cursors++;
            most = Math.max(most, lag);
            for (int i = 0; i < BOUNDS.length && lag > BOUNDS[i]; i++) {
                above[i]++;
            }
        }
    }

    void measure(Metrics metrics) {
        metrics.gauge(
                "parley_cursors_behind",
                "Cursors that are more than so many entries behind the heads of their rooms",
                "entries",
                values -> {
                    Lags lags = lags();
                    for (int i = 0; i < BOUNDS.length; i++) {
                        values.set(Long.toString(BOUNDS[i]), lags.above[i]);
                    }
                });
        metrics.gauge(
                "parley_cursor_lag_entries",
                "The most entries that a cursor is behind the head of its room",
                () -> lags().most);
        metrics.gauge(
                "parley_slow_readers",
                "Sessions whose current send has taken longer than 1 s",
                () -> sessions.stream().filter(session -> session.isSlow(SLOW)).count());
    }

    private Lags lags() {
        Lags lags = new Lags();
        Iterator<Session> each = sessions.iterator();
        while (each.hasNext() && lags.cursors < MOST_CURSORS) {
            each.next().lags(lags::add);
        }
        return lags;
    }
}
