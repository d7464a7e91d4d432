package chat.parley.lane;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A serial executor without a thread of its own. Runs a task on the calling thread or, if another thread is running
 * tasks, on that one. Callers never block, and a task submitted by a task runs after it, not inside it. Thread-safe; a
 * failing task does not affect the others.
 */
public final class Turns implements Executor {
    private static final System.Logger LOG = System.getLogger(Turns.class.getName());

    /** Tasks submitted while another one ran. Each is added before it is counted. */
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    /** Number of running and waiting tasks. */
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        Runnable next = task;
        if (!count.compareAndSet(0, 1)) {
            waiting.add(task);
            if (count.getAndIncrement() != 0) {
                return;
            }
            next = waiting.remove();
        }
        run(next);
        while (count.decrementAndGet() != 0) {
            run(waiting.remove());
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // run the remaining tasks
            LOG.log(Level.ERROR, "Task failed", e);
        }
    }
}
