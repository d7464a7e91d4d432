package chat.parley.room;

import chat.parley.delivery.Source;
import chat.parley.event.Member;

/** One session's membership of one room, as the session sees it. Thread-safe. */
interface JoinedRoom extends Source {
    /** Removes the session from the room. */
    void leave();

    /** Ends delivery for good, because the member may no longer read the room. */
    void shut();

    /** Tells the room the member's new name. */
    void renamed(Member member);
}
