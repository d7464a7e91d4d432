package chat.parley.event;

import java.time.Instant;

/**
 * A line of {@link Event.MyRooms}.
 *
 * @param head the newest offset
 * @param read the member's read position, as an offset
 * @param unread number of other members' messages after that, up to 100
 * @param mentions number of those that mention the member, up to 100
 */
public record MyRoom(
        String room,
        String topic,
        int online,
        int members,
        Instant at,
        long head,
        long read,
        int unread,
        int mentions) {}
