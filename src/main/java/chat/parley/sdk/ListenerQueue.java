package chat.parley.sdk;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls listeners on a thread of its own, in order. Has a capacity that whoever reads from the server respects: {@link
 * #awaitSpace} before each frame. If a listener does not make space in time, the queue is stalled until it is half
 * empty, and events that can be had again must not be added. Thread-safe.
 */
final class ListenerQueue {
    private static final System.Logger LOG = System.getLogger(ListenerQueue.class.getName());
    private static final long IDLE_SECONDS = 10;

    private final int capacity;
    private final long patience;
    private final ThreadPoolExecutor executor;
    private int waiting;
    private boolean stalled;

    ListenerQueue(ClientOptions options) {
        capacity = options.inbox();
        patience = options.patience().toNanos();
        executor = single(options.threads());
    }

    private static ThreadPoolExecutor single(ThreadFactory threads) {
        ThreadPoolExecutor single =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        single.allowCoreThreadTimeOut(true);
        return single;
    }

    /** Never blocks. */
    void put(Runnable call) {
        synchronized (this) {
            waiting++;
        }
        try {
            executor.execute(() -> run(call));
        } catch (RejectedExecutionException closed) {
            done();
        }
    }

    private void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "A listener failed", e);
        } finally {
            done();
        }
    }

    private synchronized void done() {
        waiting--;
        if (waiting <= capacity / 2) {
            stalled = false;
        }
        notifyAll();
    }

    /** Whether events that can be had again must not be added. */
    synchronized boolean isStalled() {
        return stalled;
    }

    /** Whether whoever reads from the server has to wait. */
    synchronized boolean isFull() {
        return waiting >= capacity;
    }

    /** Waits until there is space, or until patience is over, which stalls the queue. */
    synchronized void awaitSpace() throws InterruptedException {
        long deadline = System.nanoTime() + patience;
        while (waiting >= capacity && !stalled) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                stalled = true;
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
            }
        }
    }

    /** The calls that wait are still made. */
    void close() {
        executor.shutdown();
    }
}
