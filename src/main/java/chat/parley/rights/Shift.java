package chat.parley.rights;

import chat.parley.event.Member;
import chat.parley.event.Right;
import chat.parley.event.Role;

/**
 * A role that a decision has changed.
 *
 * @param address null for a change of the member's own role. Otherwise the keyed hash of an address that is banned with
 *     the member, or no longer: the change concerns the other guests there
 */
public record Shift(Member member, String address, Role before, Role now) {
    /** Whether the member has lost the room. */
    public boolean excludes() {
        return before.may(Right.READ) && !now.may(Right.READ);
    }

    /** Whether the member has gained the room. */
    public boolean includes() {
        return !before.may(Right.READ) && now.may(Right.READ);
    }
}
