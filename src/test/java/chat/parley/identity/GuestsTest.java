package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class GuestsTest {
    private static final String KEY = "0123456789abcdef";

    private final Guests guests = new Guests("secret of a store");

    @Test
    void theSameKeyIsTheSameMemberUnderAnyName() {
        assertEquals(guests.member("Mira", KEY).id(), guests.member("M.", KEY).id());
        assertFalse(guests.member("Mira", KEY).id().contains(KEY));
    }

    @Test
    void theSameNameIsNotTheSameMember() {
        assertNotEquals(
                guests.member("Mira", KEY).id(),
                guests.member("Mira", KEY + "x").id());
        assertNotEquals(
                guests.member("Mira", null).id(), guests.member("Mira", null).id());
    }

    @Test
    void aMemberIdDependsOnTheSecretOfTheStore() {
        String id = guests.member("Mira", KEY).id();
        assertNotEquals(Guests.plainIdOf(KEY), id);
        assertNotEquals(new Guests("another secret").member("Mira", KEY).id(), id);
    }

    @Test
    void anIdFromBeforeTheSecretIsTheSameMember() {
        assertEquals(guests.member("Mira", KEY).id(), guests.idOf(Guests.plainIdOf(KEY)));
    }
}
