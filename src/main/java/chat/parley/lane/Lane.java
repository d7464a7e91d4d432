package chat.parley.lane;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Runs tasks one after the other, in the order in which they came. A task that fails harms no other. */
public interface Lane extends Executor {

    /** Runs the task on this lane after some time. */
    void later(Duration delay, Runnable task);
}
