package chat.parley.room;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.RoomId;

/**
 * Decides who may read and write which room. Every way to read or write a room asks {@link #admits}: commands of sessions,
 * HTTP, lists and searches. Called from many threads; must not block.
 */
public interface Access {
    Access EVERYBODY = (member, room, right) -> true;

    /** What somebody wants to do in a room. */
    enum Right {
        READ,
        WRITE
    }

    /**
     * Whether the member has this right in the room.
     *
     * @param member null for a request without an identity
     * @param room the same for all spellings of its name; not a name to show, which can change
     */
    boolean admits(Member member, RoomId room, Right right);

    /** @throws Refusal {@link ErrorCode#FORBIDDEN} if the member does not have this right */
    default void require(Member member, RoomId room, Right right) {
        if (!admits(member, room, right)) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN, "You may not " + (right == Right.READ ? "read" : "write in") + " this room");
        }
    }
}
