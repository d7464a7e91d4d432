package chat.parley.event;

import java.time.Instant;
import java.util.List;

/**
 * The present state of a changed message.
 *
 * @param changed the offset of the last change
 * @param text the edited text; null if never edited, or deleted
 * @param edited time of the last edit, or null
 * @param reactions the reactions, or null
 * @param mentions the mentions in {@code text}, or null
 */
public record Present(
        long changed,
        String text,
        Instant edited,
        boolean deleted,
        List<Reaction> reactions,
        List<Mention> mentions,
        boolean pinned) {
    /** The state of an unchanged message. */
    public static final Present UNCHANGED = new Present(0, null, null, false, null, null, false);

    /** The state of a deleted message. @param changed the offset of the deletion */
    static Present deleted(long changed) {
        return new Present(changed, null, null, true, null, null, false);
    }

    /** This state with another text. @param edit the offset of the edit */
    Present edited(long edit, Instant at, String newText, List<Mention> named) {
        return new Present(edit, newText, at, deleted, reactions, named, pinned);
    }

    /** This state with other reactions. @param change the offset of the change */
    Present reacted(long change, List<Reaction> newReactions) {
        return new Present(change, text, edited, deleted, newReactions, mentions, pinned);
    }

    /** This state, pinned or not. @param change the offset of the change */
    Present pinned(long change, boolean on) {
        return new Present(change, text, edited, deleted, reactions, mentions, on);
    }
}
