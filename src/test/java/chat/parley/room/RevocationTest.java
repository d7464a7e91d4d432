package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing of a room reaches a member that has lost it, wherever it was under way. */
@Timeout(60)
class RevocationTest {
    @Test
    void nothingFollowsTheAcknowledgementOfARemoval() throws Exception {
        assertNull(LostRights.run());
    }
}
