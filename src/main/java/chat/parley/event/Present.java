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
public record Present(long changed, String text, Instant edited, boolean deleted, List<Reaction> reactions, List<Mention> mentions) {
    /** The state of an unchanged message. */
    public static final Present UNCHANGED = new Present(0, null, null, false, null, null);

    /** The state after one more change. After an edit, set the mentions with {@link #withMentions}. */
    public Present after(long offset, Instant at, Member author, Body change) {
        if (change instanceof Body.Edit edit) {
            return new Present(offset, edit.text(), at, deleted, reactions, null);
        } else if (change instanceof Body.Deletion) {
            return new Present(offset, null, null, true, null, null);
        } else if (change instanceof Body.Reaction reaction) {
            return new Present(offset, text, edited, deleted, Reaction.after(reactions, author, reaction.emoji(), reaction.on()), mentions);
        }
        throw new IllegalArgumentException("Not a change of a message: " + change);
    }

    /** This state with other mentions. */
    public Present withMentions(List<Mention> named) {
        return new Present(changed, text, edited, deleted, reactions, named);
    }
}
