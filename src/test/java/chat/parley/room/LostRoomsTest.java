package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing of a deleted room reaches anybody, wherever it was under way. */
@Timeout(60)
class LostRoomsTest {
    @Test
    void nothingFollowsTheAcknowledgementOfADeletion() throws Exception {
        assertNull(LostRooms.run());
    }
}
