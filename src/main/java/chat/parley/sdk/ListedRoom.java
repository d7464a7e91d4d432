package chat.parley.sdk;

import java.time.Instant;
import java.util.List;

/**
 * A room in a list. Of rooms that anybody may join, {@code head}, {@code read}, {@code unread} and {@code mentions} are
 * 0.
 *
 * @param room its name; of a private or direct room, its address
 * @param kind {@code public}, {@code private} or {@code direct}
 * @param title null if it has none
 * @param people everybody in a direct room
 * @param online how many members are in the room now
 * @param members how many members belong to it
 * @param at the time of the last activity, or null
 * @param head the offset of its newest entry
 * @param read the offset up to which you have read
 * @param unread how many messages of others follow that; 100 means 100 or more
 * @param mentions how many of those mention you; 100 means 100 or more
 */
public record ListedRoom(
        String room,
        String kind,
        String title,
        String topic,
        String role,
        boolean archived,
        List<ChatMember> people,
        int online,
        int members,
        Instant at,
        long head,
        long read,
        int unread,
        int mentions) {
    public ListedRoom {
        people = List.copyOf(people);
    }
}
