package chat.parley.lane;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after the other without a thread of its own: on the thread that brings one, or, where somebody is at it already, on that one. So nobody waits, and a task that brings
 * another one does not run it inside itself. Safe for many threads; a task that fails harms no other.
 */
public final class Turns implements Executor {
    private static final System.Logger LOG = System.getLogger(Turns.class.getName());

    /** Tasks that came while another one ran. Each is in here before it is counted. */
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    /** The one that runs, and those that wait. */
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
        } catch (Throwable e) { // the others have their turns
            LOG.log(Level.ERROR, "A task failed", e);
        }
    }
}
