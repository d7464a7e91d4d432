package chat.parley.model;

import chat.parley.e2e.host.FaultTest;
import chat.parley.room.DeletionMistakes;
import chat.parley.room.LostRooms;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks of deleted rooms that somebody could forget. */
@FaultTest
@Timeout(120)
@ExtendWith(Quiet.class)
class DeletionMutantTest extends SceneMutants {
    DeletionMutantTest() {
        super(LostRooms.class, DeletionMistakes::all);
    }
}
