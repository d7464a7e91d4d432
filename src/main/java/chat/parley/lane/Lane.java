package chat.parley.lane;

import java.time.Duration;
import java.util.concurrent.Executor;

/** A serial executor: runs tasks one at a time, in order. A failing task does not affect the others. Thread-safe. */
public interface Lane extends Executor {

    /** Runs the task on this lane after the delay. */
    void later(Duration delay, Runnable task);
}
