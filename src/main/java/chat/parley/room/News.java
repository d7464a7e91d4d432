package chat.parley.room;

import chat.parley.event.Event;

/**
 * A change that was heard of after something was read of the log.
 *
 * @param inTurn whether all that comes before it in the log was heard of, too
 */
record News(Event.Change change, boolean inTurn) {

    /**
     * What was read, as it is told now: out of turn only without what was edited away or deleted, since a message
     * gets an edit in its turn, with the reactions before it.
     */
    Event.Logged appliedTo(Event.Logged read) {
        return inTurn || change instanceof Event.Deleted || read instanceof Event.Edited ? read.after(change) : read;
    }

    /** Whether words are gone with it. */
    boolean takesAway() {
        return change instanceof Event.Edited || change instanceof Event.Deleted;
    }
}
