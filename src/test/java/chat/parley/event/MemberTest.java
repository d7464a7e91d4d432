package chat.parley.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemberTest {
    @Test
    void anIdTellsWhoIsAGuest() {
        assertTrue(new Member("Zk3vN0c6mQm0mJt1bq2dXw", "Mira").isGuest());
        assertFalse(new Member(Member.signedInId("Zk3vN0c6mQm0mJt1bq2dXw"), "Mira").isGuest());
    }

    @Test
    void jsonHasOnlyIdAndName() {
        assertEquals("{\"id\":\"@a\",\"name\":\"Mira\"}", Json.write(new Member("@a", "Mira")));
        assertEquals(new Member("@a", "Mira"), Json.read("{\"id\":\"@a\",\"name\":\"Mira\"}", Member.class));
    }
}
