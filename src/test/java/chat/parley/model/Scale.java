package chat.parley.model;

import chat.parley.log.LogSizes;
import chat.parley.room.RoomSizes;

/**
 * How large everything is.
 *
 * @param burst most messages that a speaker sends in a row
 */
record Scale(RoomSizes room, LogSizes log, int burst) {
    static final Scale STANDARD = new Scale(RoomSizes.STANDARD, LogSizes.STANDARD, 300);
    /** So small that a few messages reach every bound. */
    static final Scale SMALL = new Scale(new RoomSizes(4, 1_500, 4, 8, 900, 300, 4), new LogSizes(4, 500, 12, 3), 14);
}
