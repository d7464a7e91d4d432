package chat.parley.room;

import java.time.Duration;

/**
 * How much one session may ask for, and how long the server waits for it.
 *
 * @param sessions most sessions at a time
 * @param rate commands a second that a session may send in the long run
 * @param burst commands that it may send at once
 * @param pingInterval silence after which the server asks for a sign of life; after twice as long the session is closed
 * @param helloTimeout time from the connection's opening to the hello
 * @param sendTimeout how long one send may take
 * @param shares how much of the server one address or member may use
 * @param sizes {@link RoomSizes#STANDARD}, except in tests
 */
public record Limits(int sessions, double rate, int burst, Duration pingInterval, Duration helloTimeout, Duration sendTimeout, Shares shares,
        RoomSizes sizes) {
    /** Most rooms that a session may be in. */
    static final int ROOMS = 100;
    /** Replies that may wait for a session that does not read. */
    static final int REPLIES = 512;
    /** A send that took longer than this is followed by a small one. */
    static final long SLOW_SEND_NANOS = 5_000_000_000L;
    /** Characters that such replies may have in all, about; a page of history has many. */
    static final int REPLY_CHARS = 4 << 20;
    /** The same where memory is short. */
    static final int REPLY_CHARS_SHORT = 256 * 1024;
    /** Pages of history that a session may wait for. */
    static final int PAGES = 4;
    /** Members that are named to a session; the others are only counted. */
    static final int NAMES = 500;
    /** Rooms in a list of rooms. */
    static final int LISTED = 200;
}
