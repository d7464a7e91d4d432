package chat.parley.event;

import java.time.Instant;

/**
 * A member's role in a room.
 *
 * @param until when it ends; null for never
 * @param then the role after that; null if it never ends
 * @param from the offset after which the member may read the log
 */
public record Standing(Member member, Role role, Instant until, Role then, long from) {
    /** A role for good, with the whole log. */
    public static Standing permanent(Member member, Role role) {
        return new Standing(member, role, null, null, 0);
    }

    public Role at(Instant now) {
        return until == null || now.isBefore(until) ? role : then;
    }

    /** The role that is not limited in time. */
    public Role permanent() {
        return until == null ? role : then;
    }

    /** The standing after a grant. @param before null for none of its own */
    static Standing after(Standing before, RoomChange.Grant grant, Entry entry, RoomSettings settings) {
        Role everybody = settings.kind().everybody();
        boolean stays = before != null && before.at(entry.at()).may(Right.READ);
        long from = stays ? before.from() : settings.sharesHistory() ? 0 : entry.offset() - 1;
        if (grant.seconds() == null) {
            return new Standing(grant.member(), grant.role(), null, null, from);
        }
        Role then = grant.role() == Role.BANNED || before == null ? everybody : before.permanent();
        return new Standing(grant.member(), grant.role(), entry.at().plusSeconds(grant.seconds()), then, from);
    }

    /** The same standing under another name. */
    public Standing named(Member renamed) {
        return new Standing(renamed, role, until, then, from);
    }
}
