package chat.parley.cluster;

import chat.parley.lane.Lane;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that runs on a lane soon after it was asked for, once for all who asked before it began. Thread-safe. */
final class Soon {
    private final Lane lane;
    private final Runnable work;
    private final AtomicBoolean isAsked = new AtomicBoolean();

    Soon(Lane lane, Runnable work) {
        this.lane = lane;
        this.work = work;
    }

    void run() {
        if (isAsked.compareAndSet(false, true)) {
            lane.execute(() -> {
                isAsked.set(false);
                work.run();
            });
        }
    }
}
