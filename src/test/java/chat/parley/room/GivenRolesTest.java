package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** See {@link GivenRoles}. */
@Timeout(60)
class GivenRolesTest {
    @Test
    void tokensGiveRolesOnTheWholeServer() throws Exception {
        assertNull(GivenRoles.run());
    }
}
