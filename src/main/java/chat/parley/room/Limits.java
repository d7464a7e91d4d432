package chat.parley.room;

import chat.parley.delivery.DeliverySizes;
import java.time.Duration;

/**
 * Limits and timeouts of sessions.
 *
 * @param sessions maximum number of concurrent sessions
 * @param rate sustained commands per second and session
 * @param burst commands that a session may send at once
 * @param pingInterval silence after which the server sends a ping; after twice this time it closes the session
 * @param helloTimeout maximum time from connecting to {@code hello}
 * @param sendTimeout maximum duration of one send
 * @param shares quotas of one address or member
 * @param sizes {@link DeliverySizes#STANDARD}, except in tests
 */
public record Limits(
        int sessions,
        double rate,
        int burst,
        Duration pingInterval,
        Duration helloTimeout,
        Duration sendTimeout,
        Shares shares,
        DeliverySizes sizes) {
    /** Maximum number of members listed to a session; {@code online} counts all. */
    static final int NAMES = 500;
    /** Maximum number of rooms in a room list. */
    static final int LISTED = 200;
}
