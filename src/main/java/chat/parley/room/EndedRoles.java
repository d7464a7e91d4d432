package chat.parley.room;

import chat.parley.event.RoomChange;
import chat.parley.event.RoomRef;
import chat.parley.log.Draft;
import chat.parley.log.RoomLog;
import chat.parley.rights.Rights;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes an entry for each role that has ended. The log lets only the first one through, so that repeating this is safe:
 * after a failure, after a restart, and on several servers at once. Thread-safe; never blocks.
 */
final class EndedRoles {
    /** Most entries that wait for the log. */
    private static final int MOST = 100;

    private final Rights rights;
    private final RoomLog log;
    private final Set<Rights.Ended> underWay = ConcurrentHashMap.newKeySet();

    EndedRoles(Rights rights, RoomLog log) {
        this.rights = rights;
        this.log = log;
    }

    /** Looks for roles that have ended since. Call it about once a second. */
    void announce() {
        int free = MOST - underWay.size();
        if (free > 0) {
            rights.ended(free, underWay).forEach(this::write);
        }
    }

    private void write(Rights.Ended ended) {
        underWay.add(ended);
        RoomRef room = new RoomRef(ended.room(), ended.room().text()); // it exists, so this name does not count
        log.append(new Draft(room, ended.member(), new RoomChange.Ending(ended.member(), ended.role()), null))
                .whenComplete((entry, failure) -> underWay.remove(ended)); // a failure is tried again the next time
    }
}
