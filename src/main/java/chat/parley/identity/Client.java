package chat.parley.identity;

import chat.parley.event.Member;
import chat.parley.event.Role;
import java.util.function.Supplier;

/**
 * Who asks for something.
 *
 * @param member null for a request without an identity
 * @param role what the member's proof makes it on the whole server, at any time; see {@link Identity#role}
 * @param address the keyed hash of a guest's address, see {@link AddressHash}; null for a member who is signed in, and if
 *     it is unknown
 * @param revocation ends the member's sign-in; null if nothing can
 */
public record Client(Member member, Supplier<Role> role, String address, Revocation revocation) {
    /** A plain member at an unknown address. */
    public static Client of(Member member) {
        return new Client(member, Identity.PLAIN, null, null);
    }

    /** @param address of whoever it is. That of a member who is signed in does not count */
    public static Client of(Identity identity, String address) {
        if (identity == null) {
            return new Client(null, Identity.PLAIN, address, null);
        }
        Member member = identity.member();
        return new Client(member, identity.role(), member.isGuest() ? address : null, identity.revocation());
    }

    /** What the member's proof makes it on the whole server now; see {@link chat.parley.event.ServerRoles}. */
    public Role serverRole() {
        return role.get();
    }

    /** Whether the member's sign-in has ended. */
    public boolean isRevoked() {
        return revocation != null && revocation.isRevoked();
    }
}
