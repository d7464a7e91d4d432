package chat.parley.lane;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Lanes with one thread each, plus a timer thread. Queues are unbounded; the callers bound their tasks. */
public final class ThreadLanes implements Lanes, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ThreadLanes.class.getName());

    private final List<ThreadLane> lanes;
    private final ScheduledExecutorService timer;

    public ThreadLanes(int count, ThreadFactory factory) {
        timer = Executors.newSingleThreadScheduledExecutor(factory);
        lanes = Stream.generate(() -> new ThreadLane(factory, timer))
                .limit(count)
                .toList();
    }

    @Override
    public Lane of(String name) {
        return lanes.get(Math.floorMod(name.hashCode(), lanes.size()));
    }

    /** Interrupts running tasks and drops queued and later ones. */
    @Override
    public void close() {
        timer.shutdownNow();
        lanes.forEach(lane -> lane.thread.shutdownNow());
    }

    /** Like {@link #close()}, but first waits up to {@code patience} for queued tasks to finish. */
    public void close(Duration patience) {
        timer.shutdownNow();
        lanes.forEach(lane -> lane.thread.shutdown());
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (ThreadLane lane : lanes) {
                lane.thread.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** The number of queued tasks. Safe from any thread, like the following. */
    public int waiting() {
        return lanes.stream().mapToInt(lane -> lane.thread.getQueue().size()).sum();
    }

    /** The number of lanes that run a task. */
    public int busy() {
        return (int) lanes.stream().filter(lane -> lane.startedAt != 0).count();
    }

    /** How long the longest running task has taken so far; zero if there is none. */
    public Duration longestTask() {
        long now = System.nanoTime();
        long longest = 0;
        for (ThreadLane lane : lanes) {
            long start = lane.startedAt;
            longest = start == 0 ? longest : Math.max(longest, now - start);
        }
        return Duration.ofNanos(longest);
    }

    private static final class ThreadLane implements Lane {
        private final ThreadPoolExecutor thread;
        private final ScheduledExecutorService timer;
        /** When the running task began, in {@link System#nanoTime} nanoseconds; 0 if there is none. */
        private volatile long startedAt;

        ThreadLane(ThreadFactory factory, ScheduledExecutorService timer) {
            this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
            this.timer = timer;
        }

        @Override
        public void execute(Runnable task) {
            try {
                thread.execute(() -> run(task));
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "Task rejected after shutdown", e);
            }
        }

        @Override
        public void later(Duration delay, Runnable task) {
            try {
                timer.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "Delayed task rejected after shutdown", e);
            }
        }

        private void run(Runnable task) {
            startedAt = System.nanoTime() | 1; // never 0
            try {
                task.run();
            } catch (Throwable e) { // keep the lane running
                LOG.log(Level.ERROR, "Task failed", e);
            } finally {
                startedAt = 0;
            }
        }
    }
}
