package chat.parley.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Knows when recent entries were acknowledged. */
class LoadRoomTest {
    private final LoadRoom room = new LoadRoom("lobby", 1 << 20);

    @Test
    void theTimeSinceAnAcknowledgementIsZeroUntilItIsKnown() {
        assertEquals(0, room.sinceAck(1, 500));
        room.acknowledged(1, 400);
        assertEquals(100, room.sinceAck(1, 500));
        assertEquals(0, room.sinceAck(1, 300), "delivered before its author knew");
    }

    @Test
    void ofAnOldEntryTheTimeIsTooShortRatherThanOfAnotherOne() {
        for (int offset = 1; offset <= 100; offset++) {
            room.acknowledged(offset, 10 * offset);
        }
        assertEquals(100, room.acked());
        assertEquals(1_000, room.sinceAck(100, 2_000));
        assertEquals(2_000 - 970, room.sinceAck(1, 2_000), "since the 97th, which has the same place");
    }
}
