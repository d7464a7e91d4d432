package chat.parley.sdk;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one thread that owns a client's state. Nothing on it may block or call the application. Thread-safe. */
final class ClientLane {
    private static final System.Logger LOG = System.getLogger(ClientLane.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    ClientLane(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Returns whether it will run: not once the client is closed. */
    boolean execute(Runnable work) {
        try {
            executor.execute(() -> run(work));
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Runs it later. Cancel the result to prevent that. It is null once the client is closed. */
    Future<?> after(long millis, Runnable work) {
        try {
            return executor.schedule(() -> run(work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            return null;
        }
    }

    static void cancel(Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) { // the executor would not report it
            LOG.log(System.Logger.Level.ERROR, "A task of the client failed; please report this", e);
        }
    }

    void close() {
        executor.shutdown();
    }
}
