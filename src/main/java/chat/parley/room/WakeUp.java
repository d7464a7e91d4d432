package chat.parley.room;

import chat.parley.lane.Lane;
import chat.parley.lane.Workers;
import java.util.Collection;

/** Wakes the sessions of a room, once for all that happens before the lane comes to it. Belongs to the room's lane. */
final class WakeUp {
    /** Sessions for which it is worth the while to wake another thread. */
    private static final int SHARE = 128;

    private final Lane lane;
    private final Workers workers;
    private final Collection<Session> sessions;
    private boolean due;

    /** @param sessions those that are in the room at any time */
    WakeUp(Lane lane, Workers workers, Collection<Session> sessions) {
        this.lane = lane;
        this.workers = workers;
        this.sessions = sessions;
    }

    /** There is something to send. */
    void soon() {
        if (!due) {
            due = true;
            lane.execute(() -> {
                due = false;
                workers.forEach(sessions, SHARE, Session::wake);
            });
        }
    }
}
