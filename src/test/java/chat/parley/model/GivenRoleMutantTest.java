package chat.parley.model;

import chat.parley.e2e.host.FaultTest;
import chat.parley.room.GivenRoleMistakes;
import chat.parley.room.GivenRoles;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uses of the role on the server that somebody could forget. */
@FaultTest
@Timeout(120)
@ExtendWith(Quiet.class)
class GivenRoleMutantTest extends SceneMutants {
    GivenRoleMutantTest() {
        super(GivenRoles.class, GivenRoleMistakes::all);
    }
}
