package chat.parley.namespace;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether a client can go on where it was: in all its rooms, or not at all. Keeps what comes meanwhile. One thread at a time. */
final class Recovery {
    private static final int MOST_HELD = 64;
    /** Every room brings its answer, who came and went, and what was missed, each by itself. */
    private static final int BATCHES_OF_A_ROOM = 4;
    private static final Set<ErrorCode> FOR_NOW = Set.of(ErrorCode.UNAVAILABLE, ErrorCode.BUSY);

    /** How it stands. */
    enum Verdict { OPEN, RECOVERED, NOT_RECOVERED, LATER }

    private final List<List<Outgoing>> held = new ArrayList<>();
    private final int most;
    private int missing;

    /** @param rooms that have to be joined */
    Recovery(int rooms) {
        missing = rooms;
        most = MOST_HELD + BATCHES_OF_A_ROOM * rooms;
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
        return held.size() > most ? Verdict.LATER : Verdict.OPEN;
    }

    /** What came, in its order. */
    List<Outgoing> held() {
        return held.stream().flatMap(List::stream).toList();
    }
}
