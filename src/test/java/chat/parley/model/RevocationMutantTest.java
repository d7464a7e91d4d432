package chat.parley.model;

import chat.parley.e2e.host.FaultTest;
import chat.parley.room.LostRights;
import chat.parley.room.RevocationMistakes;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks of rights that somebody could forget. */
@Order(1) // slow, so it starts early
@FaultTest
@Timeout(120)
@ExtendWith(Quiet.class)
class RevocationMutantTest extends SceneMutants {
    RevocationMutantTest() {
        super(LostRights.class, RevocationMistakes::all);
    }
}
