package chat.parley.room;

import chat.parley.lane.Lane;
import chat.parley.lane.Workers;
import java.util.Collection;

/** Wakes the sessions of a room; coalesces requests until the lane runs it. Confined to the room's lane. */
final class WakeUp {
    /** Minimum number of sessions that justifies another thread. */
    private static final int MIN_SHARE = 128;

    private final Lane lane;
    private final Workers workers;
    private final Collection<Session> sessions;
    private boolean due;

    /** @param sessions live view of the room's sessions */
    WakeUp(Lane lane, Workers workers, Collection<Session> sessions) {
        this.lane = lane;
        this.workers = workers;
        this.sessions = sessions;
    }

    /** Schedules a wake-up of all sessions. */
    void soon() {
        if (!due) {
            due = true;
            lane.execute(() -> {
                due = false;
                workers.forEach(sessions, MIN_SHARE, Session::wake);
            });
        }
    }
}
