package chat.parley.lane;

import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;

/**
 * Threads of a container, and plain ones where it gives none, as some do while they start or stop. For what needs a thread
 * in order to end, such as a pool of connections.
 */
public final class SpareThreads implements ThreadFactory {
    private static final System.Logger LOG = System.getLogger(SpareThreads.class.getName());

    private final ThreadFactory container;

    public SpareThreads(ThreadFactory container) {
        this.container = container;
    }

    @Override
    public Thread newThread(Runnable task) {
        try {
            Thread thread = container.newThread(task);
            if (thread != null) {
                return thread;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The container gives no thread", e);
        }
        Thread spare = new Thread(task, "parley-spare");
        spare.setDaemon(true);
        return spare;
    }
}
