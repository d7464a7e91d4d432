package chat.parley.lane;

import java.time.Duration;
import java.util.concurrent.Executor;

/** A serial executor: runs tasks one at a time, in order. A failing task does not affect the others. Thread-safe. */
public interface Lane extends Executor {

    /** Runs the task on this lane after the delay. */
    void later(Duration delay, Runnable task);

    /** Runs the task at once on the caller's thread, then on this lane at this interval, even if it fails. */
    default void every(Duration interval, Runnable task) {
        later(interval, () -> every(interval, task)); // first, so that an exception does not stop it
        task.run();
    }
}
