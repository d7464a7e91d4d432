package chat.parley.lane;

import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;

/**
 * Creates threads with the container's factory and falls back to plain daemon threads: some containers supply none
 * during startup or shutdown, when connection pools still need one to close.
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
            LOG.log(Level.DEBUG, "The container supplied no thread; using a plain one", e);
        }
        Thread spare = new Thread(task, "parley-spare");
        spare.setDaemon(true);
        return spare;
    }
}
