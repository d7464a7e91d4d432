package chat.parley.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes applied to a message. */
class MessageTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");
    private static final Member MIRA = new Member("mira", "Mira");
    private static final Member JONAS = new Member("jonas", "Jonas");
    private static final Logged.Message SAID =
            new Logged.Message("lobby", 1, "e-1-t", AT, MIRA, "one", "a", null, null, null, null, null, null, null);

    private static Logged.Edited edited(long offset, long target, String text) {
        return new Logged.Edited(
                "lobby", offset, "e-" + offset + "-t", AT.plusSeconds(offset), MIRA, target, text, null, null);
    }

    private static Logged.Reacted reacted(long offset, Member member) {
        return new Logged.Reacted("lobby", offset, "e-" + offset + "-t", AT, member, 1, "+", null);
    }

    @Test
    void aChangeIsAppliedOnlyOnce() {
        Logged.Message now = SAID.after(reacted(2, JONAS))
                .after(new Logged.Unreacted("lobby", 3, "e-3-t", AT, JONAS, 1, "+", null))
                .after(edited(4, 1, "eins"));
        assertSame(now, now.after(reacted(2, JONAS)));
        assertSame(now, now.after(edited(4, 1, "zwei")));
        assertEquals("eins", now.text());
        assertEquals(4L, now.changed());
        assertNull(now.reactions());
    }

    @Test
    void aChangeOfAnotherMessageHasNoEffect() {
        assertSame(SAID, SAID.after(edited(3, 2, "zwei")));
    }

    @Test
    void aRepeatedReactionCountsOnceAndAnEditKeepsReactions() {
        Logged.Message now = SAID.after(reacted(2, JONAS))
                .after(reacted(3, JONAS))
                .after(reacted(4, MIRA))
                .after(edited(5, 1, "eins"));
        assertEquals(List.of(new Reaction("+", List.of(JONAS, MIRA))), now.reactions());
        assertEquals(AT.plusSeconds(5), now.edited());
    }

    @Test
    void aDeletionRemovesTheMessageAndTheTextOfItsEdits() {
        Logged.Deleted deletion = new Logged.Deleted("lobby", 4, "e-4-t", AT, MIRA, 1, null);
        Logged.Message now =
                SAID.after(reacted(2, JONAS)).after(edited(3, 1, "eins")).after(deletion);
        assertEquals(
                new Logged.Message("lobby", 1, "e-1-t", AT, MIRA, null, "a", null, null, true, 4L, null, null, null),
                now);
        assertNull(edited(3, 1, "eins").after(deletion).text());
        assertEquals("zwei", edited(3, 2, "zwei").after(deletion).text());
    }
}
