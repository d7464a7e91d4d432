package chat.parley.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Changes of a membership that wait together, around the deletion of the room. */
class MembershipUpdateTest {
    private static final MembershipRows.Update ENTERS_THE_NEW_ROOM = enter("new");

    private static MembershipRows.Update enter(String epoch) {
        return MembershipRows.Update.enter("lobby", "Mira", epoch);
    }

    private static MembershipRows.Update read(String epoch) {
        return MembershipRows.Update.read("lobby", "Mira", 5, epoch);
    }

    @Test
    void whatWasReadInTheFormerRoomDoesNotUndoAJoinOfTheNewOne() {
        assertEquals(ENTERS_THE_NEW_ROOM, read("old").after(ENTERS_THE_NEW_ROOM));
    }

    @Test
    void aJoinOfAnyRoomStaysOne() {
        assertNull(read("old").after(enter(null)).epoch());
    }

    @Test
    void aJoinOfTheNewRoomCountsAfterWhatWasReadInTheFormerOne() {
        assertEquals("new", ENTERS_THE_NEW_ROOM.after(read("old")).epoch());
    }

    @Test
    void whatWasReadInTheSameRoomIsMerged() {
        MembershipRows.Update merged = read("new").after(ENTERS_THE_NEW_ROOM);
        assertEquals(5, merged.offset());
        assertEquals("new", merged.epoch());
    }
}
