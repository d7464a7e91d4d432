package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerUsersTest {
    private final ContainerUsers users = new ContainerUsers("secret", Clock.systemUTC());

    private Authentication authenticate(String name) {
        return users.authenticate(new AmbientCredentials(() -> name, role -> false, List.of(), true, ""));
    }

    @Test
    void aUserIsAlwaysTheSameMember() {
        Member mira = authenticate("mira").member();
        assertEquals("mira", mira.name());
        assertTrue(mira.id().matches("@[A-Za-z0-9_-]{22}"), mira.id());
        assertEquals(mira, authenticate("mira").member());
        assertNotEquals(mira.id(), authenticate("Mira").member().id());
        assertNotEquals(
                mira.id(),
                new ContainerUsers("other", Clock.systemUTC())
                        .authenticate(new AmbientCredentials(() -> "mira", role -> false, List.of(), true, ""))
                        .member()
                        .id());
        assertNull(authenticate("mira").expiresAt());
    }

    @Test
    void noUserIsAGuest() {
        String guest = new Guests("secret").member("mira", "a-key-of-somebody").id();
        for (String name : List.of("a-key-of-somebody", Guests.plainIdOf("a-key-of-somebody"), "mira")) {
            assertNotEquals(guest, authenticate(name).member().id());
        }
    }

    @Test
    void withoutAUserThereIsNoMember() {
        assertNull(users.authenticate(new AmbientCredentials(List.of(), true, "")));
    }

    @Test
    void aNameThatNobodyCanReadIsRefused() {
        for (String name : List.of("", "x".repeat(65), "mi\nra", "mira\u202e")) {
            Refusal refusal = assertThrows(Refusal.class, () -> authenticate(name));
            assertEquals(ErrorCode.FORBIDDEN, refusal.code());
        }
        assertEquals(
                "This account cannot chat: the user name must have at most 64 characters",
                assertThrows(Refusal.class, () -> authenticate("x".repeat(65))).getMessage());
    }
}
