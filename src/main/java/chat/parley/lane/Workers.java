package chat.parley.lane;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A thread pool that replaces blocked threads. A task may block, such as a host's write to a client that does not read;
 * another thread takes its place until it returns. Drops tasks submitted after {@link #close}. Thread-safe.
 */
public final class Workers implements Executor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Workers.class.getName());
    private static final long CHECK_MILLIS = 20;
    private static final long BLOCKED_NANOS = 50_000_000;
    /** Maximum number of blocked threads that are replaced. */
    private static final int MAX_BLOCKED = 256;

    private static final long IDLE_SECONDS = 10;

    private final int count;
    private final Map<Thread, Long> startedAt = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor pool;
    private final ScheduledExecutorService watchdog;
    /** Whether a check is scheduled. */
    private final AtomicBoolean watching = new AtomicBoolean();

    /** @param count maximum number of concurrent tasks, not counting blocked ones */
    public Workers(int count, ThreadFactory threads) {
        this.count = count;
        pool = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads,
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        watchdog = Executors.newSingleThreadScheduledExecutor(threads);
    }

    public int count() {
        return count;
    }

    /** The number of queued tasks. */
    public int waiting() {
        return pool.getQueue().size();
    }

    /** The number of running tasks, blocked ones included. */
    public int busy() {
        return startedAt.size();
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(() -> run(task));
    }

    /**
     * Applies the action to each item. Shares the items with workers if each share has at least {@code least} items;
     * returns when the caller's own share is done.
     */
    public <T> void forEach(Collection<T> items, int least, Consumer<T> action) {
        int shares = Math.min(count(), items.size() / least);
        if (shares < 2) {
            items.forEach(action);
            return;
        }
        List<T> all = List.copyOf(items);
        for (int share = 1; share < shares; share++) {
            int first = share;
            execute(() -> forEachNth(all, first, shares, action));
        }
        forEachNth(all, 0, shares, action);
    }

    private static <T> void forEachNth(List<T> items, int first, int step, Consumer<T> action) {
        for (int i = first; i < items.size(); i += step) {
            action.accept(items.get(i));
        }
    }

    private void run(Runnable task) {
        startedAt.put(Thread.currentThread(), System.nanoTime());
        watch();
        try {
            task.run();
        } catch (Throwable e) { // keep the worker running
            LOG.log(Level.ERROR, "Task failed", e);
        } finally {
            startedAt.remove(Thread.currentThread());
        }
    }

    /** Checks for blocked threads while there are tasks, so that an idle server does nothing. */
    private void watch() {
        if (watching.compareAndSet(false, true)) {
            try {
                watchdog.schedule(this::check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "Not watched after shutdown", e);
            }
        }
    }

    private void check() {
        watching.set(false); // first: a task that starts from here on watches for itself
        replaceBlocked();
        if (!startedAt.isEmpty() || pool.getCorePoolSize() != count) {
            watch();
        }
    }

    private void replaceBlocked() {
        long now = System.nanoTime();
        int blocked = (int) startedAt.values().stream()
                .filter(start -> now - start > BLOCKED_NANOS)
                .limit(MAX_BLOCKED)
                .count();
        resize(count + blocked);
    }

    private void resize(int size) {
        if (size > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(size); // in this order: the core size must not exceed the maximum
            pool.setCorePoolSize(size);
        } else if (size < pool.getCorePoolSize()) {
            pool.setCorePoolSize(size);
            pool.setMaximumPoolSize(size);
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        pool.shutdownNow();
    }
}
