package chat.parley.room;

import chat.parley.event.Body;
import chat.parley.event.Logged;

/**
 * A change that arrived after entries were read from the log.
 *
 * @param inTurn whether all entries before it have arrived
 */
record LateChange(Logged.Changed change, boolean inTurn) {

    /**
     * Applies the change to an event that was read earlier. Out of turn, it only removes text: a message takes an edit
     * in turn, after the reactions that precede it.
     */
    Logged applyTo(Logged read) {
        return inTurn || change.body().kind() == Body.Kind.DELETION || read instanceof Logged.Edited
                ? read.after(change)
                : read;
    }

    /** Whether the change removes text. */
    boolean removesText() {
        return change.body().removesText();
    }
}
