package chat.parley.delivery;

/** What a session's member may read, as it is at the moment of sending. Safe for many threads. */
public interface Gate {
    /** The present moment: a number that grows with each deletion of a room. */
    long moment();

    /**
     * Whether the member may receive what it asked for at this moment about the room of this name: not if that room was
     * deleted since, even if another one has its name by now.
     */
    boolean admits(String room, long moment);
}
