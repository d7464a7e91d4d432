package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Member MIRA = new Member("mira", "Mira");
    private static final Authentication PROOF = new Authentication(MIRA, null);

    private final Identities identities = identities(true);

    private static Identities identities(boolean acceptsGuests, RequestAuthenticator... requests) {
        return new Identities(
                new Guests("secret"),
                null,
                List.of(requests),
                SignedInNames.none(),
                new ProvenRoles(member -> false),
                acceptsGuests,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Refusal refusal(Identities identities, Command.Hello hello, Authentication authentication) {
        return assertThrows(Refusal.class, () -> identities.identify(hello, authentication));
    }

    @Test
    void theRequestDecidesAndNotTheHello() {
        Identity identity = identities.identify(
                Command.Hello.guest(null, "Jonas", UUID.randomUUID().toString()), PROOF);
        assertEquals(MIRA, identity.member());
        org.junit.jupiter.api.Assertions.assertTrue(identity.isSignedIn());
        assertEquals(NOW, identity.namedAt());
        assertEquals(
                MIRA, identities.identify(Command.Hello.signedIn(null), PROOF).member());
        assertEquals(
                MIRA,
                identities(false).identify(Command.Hello.signedIn(null), PROOF).member());
    }

    @Test
    void aTokenIsNotReplacedByTheRequest() {
        Command.Hello token = new Command.Hello(null, null, null, "token");
        assertEquals(ErrorCode.UNAUTHORIZED, refusal(identities, token, PROOF).code());
    }

    @Test
    void aProofEndsInTime() {
        Authentication soon = new Authentication(MIRA, NOW.plusSeconds(90));
        assertEquals(
                Duration.ofSeconds(90),
                identities.identify(Command.Hello.signedIn(null), soon).validFor());
        Authentication over = new Authentication(MIRA, NOW);
        assertEquals(
                ErrorCode.UNAUTHORIZED,
                refusal(identities, Command.Hello.signedIn(null), over).code());
    }

    @Test
    void otherwiseTheClientIsAGuestWithAName() {
        Identity guest = identities.identify(Command.Hello.guest(null, "Jonas", null), null);
        assertEquals("Jonas", guest.member().name());
        assertFalse(guest.isSignedIn());
        Refusal nameless = refusal(identities, Command.Hello.signedIn(null), null);
        assertEquals(List.of(ErrorCode.INVALID, "name is missing"), List.of(nameless.code(), nameless.getMessage()));
        Refusal refused = refusal(identities(false), Command.Hello.guest(null, "Jonas", null), null);
        assertEquals(
                List.of(ErrorCode.UNAUTHORIZED, "This server does not accept guests; sign in"),
                List.of(refused.code(), refused.getMessage()));
    }

    @Test
    void aGuestCannotHaveTheNameOfAMemberWhoHasSignedIn() {
        identities.identify(Command.Hello.guest(null, "Mira", null), null);
        identities.identify(Command.Hello.signedIn(null), PROOF);
        for (String name : List.of("Mira", "mira", "M1RA", "M\u0456ra")) {
            Refusal refusal = refusal(identities, Command.Hello.guest(null, name, null), null);
            assertEquals(ErrorCode.NAME_TAKEN, refusal.code(), name);
        }
        assertThrows(Refusal.class, () -> identities.requireFree("Mira"));
        identities.identify(Command.Hello.guest(null, "Mira's friend", null), null);
        Authentication namesake = new Authentication(new Member("@other", "Mira"), null);
        assertEquals(
                "Mira",
                identities
                        .identify(Command.Hello.signedIn(null), namesake)
                        .member()
                        .name());
    }

    @Test
    void theFirstAuthenticatorThatKnowsTheClientDecides() {
        Authentication other = new Authentication(new Member("jonas", "Jonas"), null);
        AmbientCredentials credentials = new AmbientCredentials(List.of(), false, "");
        assertEquals(
                PROOF,
                identities(true, each -> null, each -> PROOF, each -> other).authenticate(credentials));
        assertNull(identities(true, each -> null).authenticate(credentials));
    }
}
