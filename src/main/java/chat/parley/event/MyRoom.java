package chat.parley.event;

import java.time.Instant;
import java.util.List;

/**
 * A line of {@link Event.MyRooms}.
 *
 * @param head the newest offset
 * @param read the member's read position, as an offset
 * @param unread number of other members' messages after that, up to 100
 * @param mentions number of those that mention the member, up to 100
 * @param kind null for a public room
 * @param title of a private room, else null
 * @param role the member's own; null for an ordinary member of a public room
 * @param archived true, or null
 * @param people the members of a direct room, else null
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
        int mentions,
        RoomKind kind,
        String title,
        Role role,
        Boolean archived,
        List<Member> people) {}
