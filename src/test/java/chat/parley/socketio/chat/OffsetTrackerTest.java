package chat.parley.socketio.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.event.Position;
import org.junit.jupiter.api.Test;

/** Which room's log a client has seen, for what it sends again on its own. */
class OffsetTrackerTest {
    private final OffsetTracker tracker = new OffsetTracker();

    private static String at(String epoch) {
        return new Position(epoch, 5, Position.NO_TAG).toString();
    }

    @Test
    void theRoomThatAClientIsInComesBeforeWhatItHasSeenEarlier() {
        tracker.saw("lobby", at("old"));
        assertEquals("old", tracker.epochOf("Lobby"));
        tracker.moveTo("lobby", at("new"));
        assertEquals("new", tracker.epochOf("LOBBY"));
        tracker.leave("lobby");
        assertEquals("new", tracker.epochOf("lobby"));
    }

    @Test
    void theNewestRoomsAreRemembered() {
        for (int room = 0; room < Offset.MAX_ROOMS; room++) {
            tracker.saw("room" + room, at("first"));
        }
        tracker.saw("room0", at("second"));
        tracker.saw("another", at("first"));
        assertEquals("second", tracker.epochOf("room0"));
        assertNull(tracker.epochOf("room1"));
    }
}
