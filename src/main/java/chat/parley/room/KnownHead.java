package chat.parley.room;

import chat.parley.event.Position;

/**
 * The greatest offset that is known to be in a room's log. A room that was deleted and a new one of its name differ in
 * their epochs. Confined to the room's lane.
 */
final class KnownHead {
    private String epoch;
    private boolean opened;
    private long offset;

    /** The log was read. Positions in another epoch are of another room from now on. */
    void open(Position read) {
        take(read);
        opened = true;
    }

    /** Takes the position of an entry in the log. Returns false if it is of another room. */
    boolean take(Position position) {
        if (!position.epoch().equals(epoch)) {
            if (opened) {
                return false;
            }
            if (epoch != null) { // else others may have announced a head
                offset = 0;
            }
            epoch = position.epoch();
        }
        offset = Math.max(offset, position.offset());
        return true;
    }

    /** Another server has announced a head. It may be wrong. */
    void announced(long head) {
        offset = Math.max(offset, head);
    }

    /** The log ends here after all. @param asked the offset when it was read; a later announcement stays */
    void correct(long asked, long head) {
        offset = offset == asked ? head : offset;
    }

    long offset() {
        return offset;
    }

    /** Whether a position that was read is of another room: this one was deleted, and its sessions are about to leave. */
    boolean isOfAnother(Position read) {
        return !read.epoch().equals(epoch);
    }
}
