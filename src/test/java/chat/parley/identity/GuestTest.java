package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class GuestTest {
    private static final String KEY = "0123456789abcdef";

    @Test
    void theSameKeyIsTheSameMemberUnderWhateverName() {
        assertEquals(Guest.of("Mira", KEY).id(), Guest.of("M.", KEY).id());
        assertFalse(Guest.of("Mira", KEY).id().contains(KEY));
    }

    @Test
    void theSameNameIsNot() {
        assertNotEquals(Guest.of("Mira", KEY).id(), Guest.of("Mira", KEY + "x").id());
        assertNotEquals(Guest.of("Mira", null).id(), Guest.of("Mira", null).id());
    }
}
