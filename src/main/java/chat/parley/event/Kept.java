package chat.parley.event;

import java.time.Instant;

/**
 * What somebody could do less than a member before it left, was removed or was banned. Only moderators may give it more
 * than this when it comes back.
 *
 * @param role at that time
 * @param until when it ends; null for never
 * @param then the role after that; null if it never ends
 */
public record Kept(Role role, Instant until, Role then) {
    /** What is left of a standing; null if nothing has to be kept. */
    static Kept of(Standing before, Instant now) {
        if (before == null) {
            return null;
        }
        Kept own = new Kept(before.role(), before.until(), before.then());
        return before.kept() != null ? before.kept() : own.limitsFrom(now) ? own : null;
    }

    private boolean limitsFrom(Instant now) {
        return limit(now) != null || until != null && now.isBefore(until) && isLow(then);
    }

    /** Less than a member, but not nothing: who is out needs an invitation anyway. */
    private static boolean isLow(Role role) {
        return role.may(Right.READ) && !role.may(Right.ARRANGE);
    }

    /** When the limit that holds now ends; null for never. */
    Instant endsAfter(Instant now) {
        return until != null && now.isBefore(until) ? until : null;
    }

    /** What holds after that; null if it never ends. */
    Role thenAfter(Instant now) {
        return endsAfter(now) == null ? null : then;
    }

    /** The highest role now; null for no limit. */
    public Role limit(Instant now) {
        Role present = until == null || now.isBefore(until) ? role : then;
        return isLow(present) ? present : null;
    }
}
