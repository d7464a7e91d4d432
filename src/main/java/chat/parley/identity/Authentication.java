package chat.parley.identity;

import chat.parley.event.Member;
import java.time.Instant;

/**
 * Who a client is, as its request or its token proves.
 *
 * @param expiresAt when the client must prove it again; null for never
 * @param namedAt since when the member has this name, as far as the proof shows; null for now
 * @param revocation ends it sooner; null if nothing can
 */
public record Authentication(Member member, Instant expiresAt, Instant namedAt, Revocation revocation) {
    /** An authentication whose name is current, and which cannot be revoked. */
    public Authentication(Member member, Instant expiresAt) {
        this(member, expiresAt, null, null);
    }
}
