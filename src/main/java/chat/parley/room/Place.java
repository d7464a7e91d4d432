package chat.parley.room;

import chat.parley.delivery.Source;
import chat.parley.event.Member;

/** One session's place in one room, as the session sees it. For any thread. */
interface Place extends Source {
    /** The session has ended. */
    void leave();

    /** The session's member goes by another name. */
    void renamed(Member member);
}
