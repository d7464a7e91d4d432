package chat.parley.identity;

import chat.parley.event.Member;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Who a client is, as its request or its token proves.
 *
 * @param expiresAt when the client must prove it again; null for never
 * @param namedAt since when the member has this name, as far as the proof shows; null for now
 * @param role on the whole server, at any time; null, or a value of null, if the proof says nothing about it
 * @param revocation ends it sooner; null if nothing can
 */
public record Authentication(
        Member member, Instant expiresAt, Instant namedAt, Supplier<ServerRole> role, Revocation revocation) {
    /** An authentication whose name is current, which says nothing about roles, and which cannot be revoked. */
    public Authentication(Member member, Instant expiresAt) {
        this(member, expiresAt, null, null, null);
    }
}
