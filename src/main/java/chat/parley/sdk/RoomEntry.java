package chat.parley.sdk;

import java.time.Instant;
import java.util.List;

/**
 * An entry of a room's log about the room itself. Fields that its type does not have are null, false or empty.
 *
 * @param type {@code room-created}, {@code role-changed}, {@code title-changed}, {@code archived},
 *     {@code unarchived}, {@code slow-mode-changed} or {@code rules-changed}; in audit logs also {@code deleted}, and
 *     perhaps others in the future
 * @param member whose role has changed
 * @param role {@code owner}, {@code moderator}, {@code member}, {@code guest}, {@code reader}, {@code none} or
 *     {@code banned}
 * @param until when the role ends
 * @param address whether a ban is for the guest's addresses, too
 * @param ended whether nobody decided this, because an earlier role has ended
 * @param members with whom the room began, besides its author
 * @param seconds of the slow mode; 0 for none
 * @param target the offset of the message that a moderator deleted
 */
public record RoomEntry(
        String type,
        String room,
        long offset,
        String position,
        Instant at,
        ChatMember author,
        ChatMember member,
        String role,
        Instant until,
        String reason,
        boolean address,
        boolean ended,
        String title,
        String rules,
        String kind,
        List<ChatMember> members,
        Integer seconds,
        Long target) {
    public RoomEntry {
        members = List.copyOf(members);
    }
}
