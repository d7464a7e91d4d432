package chat.parley.identity;

import chat.parley.event.Member;

/**
 * Who asks for something.
 *
 * @param member null for a request without an identity
 * @param address the keyed hash of a guest's address, see {@link AddressHash}; null for a member who is signed in, and if
 *     it is unknown
 * @param revocation ends the member's sign-in; null if nothing can
 */
public record Client(Member member, String address, Revocation revocation) {
    /** A member at an unknown address. */
    public static Client of(Member member) {
        return new Client(member, null, null);
    }

    /** @param address of whoever it is. That of a member who is signed in does not count */
    public static Client of(Identity identity, String address) {
        Member member = identity == null ? null : identity.member();
        return new Client(
                member,
                member == null || member.isGuest() ? address : null,
                identity == null ? null : identity.revocation());
    }

    /** Whether the member's sign-in has ended. */
    public boolean isRevoked() {
        return revocation != null && revocation.isRevoked();
    }
}
