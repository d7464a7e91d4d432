package chat.parley.sdk;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what may block: opening and closing connections, and asking for tokens. Thread-safe. */
final class Helpers {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 16;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;

    Helpers(ThreadFactory threads) {
        executor = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), threads);
        executor.allowCoreThreadTimeOut(true);
    }

    /** Returns whether it will run: not if too many hang. */
    boolean execute(Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    void close() {
        executor.shutdown();
    }

    /** Waits for what has begun, after {@link #close}. */
    void await(long millis) {
        try {
            executor.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
