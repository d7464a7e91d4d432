package chat.parley.event;

import java.time.Instant;
import java.util.List;

/**
 * What changes have made of a message.
 *
 * @param changed the offset of the last change
 * @param text after edits; null where there was none, or the message is deleted
 * @param edited when it was last edited, or null
 * @param reactions null where there is none
 * @param mentions who is named in {@code text}; null where nobody is
 */
public record Present(long changed, String text, Instant edited, boolean deleted, List<Reaction> reactions, List<Mention> mentions) {
    /** The state of a message that nobody has changed yet. */
    public static final Present UNCHANGED = new Present(0, null, null, false, null, null);

    /** The state after one more change, the entry at this offset, made by this member at this time. Whom an edit names is for {@link #mentioning}. */
    public Present after(long offset, Instant at, Member author, Body change) {
        if (change instanceof Body.Edit edit) {
            return new Present(offset, edit.text(), at, deleted, reactions, null);
        } else if (change instanceof Body.Deletion) {
            return new Present(offset, null, null, true, null, null);
        } else if (change instanceof Body.Reaction reaction) {
            return new Present(offset, text, edited, deleted, Reaction.after(reactions, author, reaction.emoji(), reaction.on()), mentions);
        }
        throw new IllegalArgumentException("This changes no message: " + change);
    }

    /** The same with others who are named in the text. */
    public Present mentioning(List<Mention> named) {
        return new Present(changed, text, edited, deleted, reactions, named);
    }
}
