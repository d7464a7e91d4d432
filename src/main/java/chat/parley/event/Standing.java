package chat.parley.event;

import java.time.Duration;
import java.time.Instant;

/**
 * A member's role in a room.
 *
 * @param until when it ends; null for never
 * @param then the role after that; null if it never ends
 */
public record Standing(Member member, Role role, Instant until, Role then) {
    public static Standing permanent(Member member, Role role) {
        return new Standing(member, role, null, null);
    }

    public Role at(Instant now) {
        return until == null || now.isBefore(until) ? role : then;
    }

    /** The role that is not limited in time. */
    public Role permanent() {
        return until == null ? role : then;
    }

    /**
     * The standing after a grant.
     *
     * @param before null for none of its own
     * @param everybody the role of those who have none of their own
     */
    static Standing after(Standing before, Member member, Role role, Long seconds, Instant at, Role everybody) {
        if (seconds == null) {
            return permanent(member, role);
        }
        Role then = role == Role.BANNED || before == null ? everybody : before.permanent();
        return new Standing(member, role, at.plus(Duration.ofSeconds(seconds)), then);
    }
}
