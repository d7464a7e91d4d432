package chat.parley.namespace;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether a client can go on where it was: in all its rooms, or not at all. Keeps what comes meanwhile. One thread at a time. */
final class Recovery {
    private static final int MOST_HELD = 64;
    private static final Set<ErrorCode> FOR_NOW = Set.of(ErrorCode.UNAVAILABLE, ErrorCode.BUSY);

    /** How it stands. */
    enum Verdict { OPEN, RECOVERED, NOT_RECOVERED, LATER }

    private final List<List<Outgoing>> held = new ArrayList<>();
    private int missing;

    /** @param rooms that have to be joined */
    Recovery(int rooms) {
        missing = rooms;
    }

    Verdict take(List<Outgoing> batch) {
        held.add(batch);
        for (Outgoing outgoing : batch) {
            if (outgoing.event() instanceof Event.Failure failure) {
                return FOR_NOW.contains(failure.code()) ? Verdict.LATER : Verdict.NOT_RECOVERED;
            }
            if (outgoing.event() instanceof Event.Joined joined) {
                if (!joined.recovered()) {
                    return Verdict.NOT_RECOVERED;
                }
                missing--;
            }
        }
        if (missing == 0) {
            return Verdict.RECOVERED;
        }
        return held.size() > MOST_HELD ? Verdict.LATER : Verdict.OPEN;
    }

    /** What came, in its order. */
    List<Outgoing> held() {
        return held.stream().flatMap(List::stream).toList();
    }
}
