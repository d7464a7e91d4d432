package chat.parley.room;

import chat.parley.delivery.DeliverySizes;
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
 * @param sizes {@link DeliverySizes#STANDARD}, except in tests
 */
public record Limits(int sessions, double rate, int burst, Duration pingInterval, Duration helloTimeout, Duration sendTimeout, Shares shares,
        DeliverySizes sizes) {
    /** Members that are named to a session; the others are only counted. */
    static final int NAMES = 500;
    /** Rooms in a list of rooms. */
    static final int LISTED = 200;
}
