package chat.parley.engineio;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Runs tasks later, on one thread. Safe for many threads. */
final class EngineTimer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EngineTimer.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    EngineTimer(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Runs a task after a delay, unless the timer is closed by then. */
    void later(Duration delay, Runnable task) {
        try {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "Task dropped: the server is shutting down", e);
        }
    }

    /** Runs a task periodically. An exception ends the repetition. */
    void every(Duration interval, Runnable task) {
        executor.scheduleWithFixedDelay(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Drops all tasks. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
