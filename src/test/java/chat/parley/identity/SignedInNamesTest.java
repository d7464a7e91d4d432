package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedInNamesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Member MIRA = new Member("@mira", "Mira");
    private static final Member RENAMED = new Member(MIRA.id(), "Mira Okafor");

    private final List<String> outdated = new ArrayList<>();
    private final SignedInNames names = new SignedInNames(List.of(), outdated::add, 3);

    private void assertTaken(String name) {
        Refusal refusal = assertThrows(Refusal.class, () -> names.requireFree(name));
        assertEquals(ErrorCode.NAME_TAKEN, refusal.code());
        assertEquals(
                "This name looks like that of a member who signs in; choose another one, or sign in",
                refusal.getMessage());
    }

    private void assertFree(String name) {
        assertDoesNotThrow(() -> names.requireFree(name));
    }

    @Test
    void theNewestNameCounts() {
        assertFree("Mira");
        names.learn(MIRA, START);
        assertTaken("Mira");
        names.learn(RENAMED, START.plusSeconds(1));
        names.learn(MIRA, START);
        assertFree("Mira");
        assertTaken("mira okafor");
    }

    @Test
    void aNameStaysTakenWhileAnybodyHasIt() {
        names.learn(MIRA, START);
        names.learn(new Member("@other", "Mira"), START);
        names.learn(RENAMED, START.plusSeconds(1));
        assertTaken("Mira");
    }

    @Test
    void guestsWithoutANameShareOneThatIsNeverTaken() {
        names.learn(new Member("@guest", Guests.NAMELESS), START);
        assertFree(Guests.NAMELESS);
        assertTaken("guest");
    }

    @Test
    void onlyWhatTheStoreMustKnowIsWritten() {
        names.learn(MIRA, START);
        names.learn(MIRA, START.plusSeconds(1));
        names.learn(MIRA, START.plus(Duration.ofHours(23)));
        assertEquals(List.of("@mira"), outdated);
        names.learn(MIRA, START.plus(Duration.ofHours(25)));
        assertEquals(List.of("@mira", "@mira"), outdated);
        names.learn(RENAMED, START.plus(Duration.ofHours(26)));
        assertEquals(List.of("@mira", "@mira", "@mira"), outdated);
    }

    @Test
    void theMemberNamedTheLongestTimeAgoIsForgotten() {
        names.learn(MIRA, START);
        names.learn(new Member("@1", "Jonas"), START);
        names.learn(MIRA, START.plusSeconds(1));
        names.learn(new Member("@2", "Tess"), START.plusSeconds(2));
        outdated.clear();
        names.learn(new Member("@3", "Bo"), START.plusSeconds(3));
        assertFree("Jonas");
        assertNull(names.of("@1"));
        assertEquals(List.of("@1", "@3"), outdated);
        for (String name : List.of("Mira", "Tess", "Bo")) {
            assertTaken(name);
        }
    }
}
