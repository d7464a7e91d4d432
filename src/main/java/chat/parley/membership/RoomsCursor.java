package chat.parley.membership;

import chat.parley.event.ErrorCode;
import chat.parley.event.MyRoom;
import chat.parley.event.Refusal;
import chat.parley.event.RoomId;

/**
 * A place in the list of a member's rooms, which are ordered by their latest activity and then by their ids.
 *
 * @param active the time of the last activity, in milliseconds since 1970
 */
public record RoomsCursor(long active, RoomId room) {
    /** Before the first room. */
    public static final RoomsCursor START = new RoomsCursor(Long.MAX_VALUE, new RoomId(""));

    private static final int MAX_LENGTH = 300;

    /** The place after this room. */
    public static RoomsCursor after(Listed<MyRoom> room) {
        return new RoomsCursor(room.room().at() == null ? 0 : room.room().at().toEpochMilli(), room.id());
    }

    /** @param text null for the start. @throws Refusal if it is invalid */
    public static RoomsCursor parse(String text) {
        if (text == null) {
            return START;
        }
        int end = text.indexOf(':');
        try {
            if (end > 0 && text.length() <= MAX_LENGTH && text.indexOf('\0') < 0) {
                return new RoomsCursor(Long.parseLong(text.substring(0, end)), new RoomId(text.substring(end + 1)));
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new Refusal(ErrorCode.INVALID, "Invalid cursor; use that of the previous reply");
    }

    @Override
    public String toString() {
        return active + ":" + room;
    }
}
