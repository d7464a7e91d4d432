package chat.parley.socketio.chat;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a client is recovered, in all its rooms or not at all. Holds events until then. For one thread
 * at a time.
 */
final class Recovery {
    private static final int MAX_HELD = 64;
    /** Each room sends its reply, presence, and missed entries in separate batches. */
    private static final int BATCHES_OF_A_ROOM = 4;

    private static final Set<ErrorCode> TEMPORARY = Set.of(ErrorCode.UNAVAILABLE, ErrorCode.BUSY);

    /** Outcome so far. */
    enum Verdict {
        PENDING,
        RECOVERED,
        NOT_RECOVERED,
        RETRY_LATER
    }

    private final List<List<EventPacket>> held = new ArrayList<>();
    private final int maxHeld;
    private int pendingRooms;

    /** @param rooms number of rooms to resume */
    Recovery(int rooms) {
        pendingRooms = rooms;
        maxHeld = MAX_HELD + BATCHES_OF_A_ROOM * rooms;
    }

    Verdict add(List<EventPacket> batch) {
        held.add(batch);
        for (EventPacket outgoing : batch) {
            if (outgoing.event() instanceof Event.Failure failure) {
                return TEMPORARY.contains(failure.code()) ? Verdict.RETRY_LATER : Verdict.NOT_RECOVERED;
            }
            if (outgoing.event() instanceof Event.Joined joined) {
                if (!joined.recovered()) {
                    return Verdict.NOT_RECOVERED;
                }
                pendingRooms--;
            }
        }
        if (pendingRooms == 0) {
            return Verdict.RECOVERED;
        }
        return held.size() > maxHeld ? Verdict.RETRY_LATER : Verdict.PENDING;
    }

    /** The held events in order. */
    List<EventPacket> held() {
        return held.stream().flatMap(List::stream).toList();
    }
}
