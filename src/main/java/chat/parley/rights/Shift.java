package chat.parley.rights;

import chat.parley.event.Member;
import chat.parley.event.Right;
import chat.parley.event.Role;

/** A role that a decision has changed. */
public record Shift(Member member, Role before, Role now) {
    /** Whether the member has lost the room. */
    public boolean excludes() {
        return before.may(Right.READ) && !now.may(Right.READ);
    }

    /** Whether the member has gained the room. */
    public boolean includes() {
        return !before.may(Right.READ) && now.may(Right.READ);
    }
}
