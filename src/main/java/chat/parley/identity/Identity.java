package chat.parley.identity;

import chat.parley.event.Member;
import chat.parley.event.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Who a client is.
 *
 * @param lasting whether the same credentials give the same member again
 * @param isSignedIn whether somebody else vouches for the client, and also decides its name
 * @param validFor time until the client must prove it again; null for credentials that do not expire
 * @param namedAt orders the names that a signed-in member has had: the latest is valid; null for a guest
 * @param role on the whole server, at any time
 * @param revocation ends the identity sooner; null if nothing can
 */
public record Identity(
        Member member,
        boolean lasting,
        boolean isSignedIn,
        Duration validFor,
        Instant namedAt,
        Supplier<Role> role,
        Revocation revocation) {
    static final Supplier<Role> PLAIN = () -> Role.MEMBER;

    /** A plain member whom nobody vouches for. */
    public static Identity guest(Member member, boolean lasting) {
        return new Identity(member, lasting, false, null, null, PLAIN, null);
    }

    /** @param validFor null for credentials that do not expire */
    static Identity signedIn(
            Member member, Duration validFor, Instant namedAt, Supplier<Role> role, Revocation revocation) {
        return new Identity(member, true, true, validFor, namedAt, role, revocation);
    }

    /** What the proof makes the member on the whole server now; see {@link chat.parley.event.ServerRoles}. */
    public Role serverRole() {
        return role.get();
    }

    /** Of two identities of a signed-in member, the one with the newer name; this one if neither is newer. */
    public Identity latestNamed(Identity other) {
        return other.namedAt.isAfter(namedAt) ? other : this;
    }

    /** The same client under the name of another identity of its member. */
    public Identity namedLike(Identity other) {
        return new Identity(other.member, lasting, isSignedIn, validFor, other.namedAt, role, revocation);
    }

    /** The same guest under another name. */
    public Identity renamed(Member renamed) {
        return new Identity(renamed, lasting, isSignedIn, validFor, namedAt, role, revocation);
    }
}
