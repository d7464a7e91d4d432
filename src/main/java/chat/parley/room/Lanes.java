package chat.parley.room;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * A few threads that share the rooms: what belongs to one room happens on one thread, in the order in which it was asked for. What waits for a lane is bounded by what the
 * sessions may have under way.
 */
final class Lanes {
    private static final System.Logger LOG = System.getLogger(Lanes.class.getName());

    private final List<ExecutorService> threads;
    private final List<Executor> lanes;

    Lanes(int count, ThreadFactory factory) {
        threads = Stream.generate(() -> Executors.newSingleThreadExecutor(factory)).limit(count).toList();
        lanes = threads.stream().map(Lanes::sturdy).toList();
    }

    /** The lane of everything that has this name. */
    Executor of(String name) {
        return lanes.get(Math.floorMod(name.hashCode(), lanes.size()));
    }

    void close() {
        threads.forEach(ExecutorService::shutdownNow);
    }

    /** One task's failure must not end the lane; and a task that comes after the end has nobody to serve. */
    private static Executor sturdy(ExecutorService thread) {
        return task -> {
            try {
                thread.execute(() -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        LOG.log(Level.ERROR, "A task of a room failed", e);
                    }
                });
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "The server has stopped", e);
            }
        };
    }
}
