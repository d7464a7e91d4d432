package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.event.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvenRolesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final List<String> untold = new ArrayList<>();
    private final ProvenRoles roles = new ProvenRoles(Set.of("boss")::contains, untold::add, 2);

    private static ServerRole proven(Role role, int second) {
        return new ServerRole(role, NOW.plusSeconds(second));
    }

    private Role present(String member, ServerRole own) {
        return roles.of(member, () -> own);
    }

    @Test
    void aNewerProofTakesAwayAndNeverGives() {
        assertEquals(Role.OWNER, present("mira", proven(Role.OWNER, 1)));
        roles.learn("mira", proven(Role.MODERATOR, 2));
        assertEquals(Role.MODERATOR, present("mira", proven(Role.OWNER, 1)));
        assertEquals(Role.MEMBER, present("mira", proven(Role.MEMBER, 1)));
        assertEquals(Role.OWNER, present("mira", proven(Role.OWNER, 2)));
        roles.learn("mira", proven(Role.READER, 1));
        assertEquals(Role.MODERATOR, present("mira", proven(Role.OWNER, 1)), "an older proof was learned");
    }

    @Test
    void aProofThatSaysNothingGivesNothing() {
        assertEquals(Role.MEMBER, roles.of("mira", () -> null));
        roles.learn("mira", proven(Role.OWNER, 1));
        assertEquals(Role.MEMBER, roles.of("mira", () -> null));
        roles.learn("mira", proven(Role.READER, 2));
        assertEquals(Role.READER, roles.of("mira", () -> null));
    }

    @Test
    void otherServersAreToldOfTheFirstProofAndOfEachChange() {
        roles.learn("mira", proven(Role.MEMBER, 1));
        assertEquals(List.of("mira"), untold);
        roles.hear("mira", proven(Role.MEMBER, 1));
        roles.learn("mira", proven(Role.MEMBER, 2));
        assertEquals(List.of("mira"), untold, "nothing new");
        roles.learn("mira", proven(Role.OWNER, 3));
        assertEquals(List.of("mira", "mira"), untold);
    }

    @Test
    void anotherServerThatKnowsOnlyAnOlderProofIsToldOfTheNewerOne() {
        roles.hear("mira", proven(Role.MEMBER, 2));
        roles.hear("mira", proven(Role.OWNER, 1));
        assertEquals(List.of("mira"), untold);
        assertEquals(Role.MEMBER, present("mira", proven(Role.OWNER, 1)));
    }

    @Test
    void ofTwoProofsAtOnceTheLowerCountsInWhateverOrderTheyAreHeard() {
        roles.hear("mira", proven(Role.OWNER, 1));
        roles.hear("mira", proven(Role.MEMBER, 1));
        roles.hear("jonas", proven(Role.MEMBER, 1));
        roles.hear("jonas", proven(Role.OWNER, 1));
        assertEquals(Role.MEMBER, roles.of("mira", (Role) null));
        assertEquals(Role.MEMBER, roles.of("jonas", (Role) null));
    }

    @Test
    void theNewestAreRemembered() {
        roles.learn("mira", proven(Role.OWNER, 1));
        roles.learn("jonas", proven(Role.MODERATOR, 2));
        roles.learn("mira", proven(Role.OWNER, 3));
        roles.learn("nora", proven(Role.READER, 4));
        assertEquals(Role.OWNER, roles.of("mira", (Role) null));
        assertEquals(Role.MEMBER, roles.of("jonas", (Role) null), "forgotten");
        assertEquals(Role.READER, roles.of("nora", (Role) null));
    }

    @Test
    void whoRunsTheServerIsAnOwnerWhateverTheSignInSays() {
        assertEquals(Role.OWNER, roles.of("boss", Role.READER));
        assertEquals(Role.OWNER, roles.of("boss", (Role) null));
        assertEquals(Role.READER, roles.of("mira", Role.READER));
    }
}
