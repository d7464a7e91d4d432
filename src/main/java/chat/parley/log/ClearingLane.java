package chat.parley.log;

import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.store.Erasure;
import chat.parley.store.Trouble;
import java.sql.SQLException;
import java.time.Duration;

/** Clears deleted rooms step by step, on a lane that also writes: other writes get their turn in between. */
final class ClearingLane {
    /** How long the members of a room may still be looked up to tell them of its deletion. */
    private static final Duration DELAY = Duration.ofSeconds(1);
    /** How often rooms are looked for that another server, or a failure, has left. */
    private static final Duration EVERY = Duration.ofSeconds(30);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Clearing clearing;
    private final Lane lane;
    private final Erasure erasure;
    private final Trouble trouble;
    private boolean running;
    private boolean requested;

    ClearingLane(Clearing clearing, Lanes writing, Erasure erasure, Trouble trouble) {
        this.clearing = clearing;
        this.lane = writing.of("");
        this.erasure = erasure;
        this.trouble = trouble;
    }

    void start(Lane watch) {
        request();
        watch.every(EVERY, this::request);
    }

    /** Clears soon. Any thread may call it. */
    synchronized void request() {
        requested = running;
        if (!running) {
            running = true;
            lane.later(DELAY, this::run);
        }
    }

    private void run() {
        boolean more = true;
        Duration pause = RETRY;
        try {
            long next = clearing.next();
            more = next > 0;
            if (more) {
                clearing.step(next);
                trouble.recovered();
                erasure.request();
            }
            pause = Duration.ZERO;
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e);
        } finally {
            goOn(more, pause);
        }
    }

    private synchronized void goOn(boolean more, Duration pause) {
        running = more || requested;
        requested = false;
        if (more && pause.isZero()) {
            lane.execute(this::run);
        } else if (running) {
            lane.later(more ? pause : DELAY, this::run);
        }
    }
}
