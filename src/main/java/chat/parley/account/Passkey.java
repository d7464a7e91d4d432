package chat.parley.account;

import java.time.Instant;

/**
 * A passkey of an account.
 *
 * @param id public; chosen by the server
 * @param account the id of its account
 * @param credential the authenticator's id, in base64url
 * @param publicKey WebAuthn's attested credential data, in base64url
 * @param host the host name that it works for
 * @param counter the signature counter of its last use; 0 if the authenticator has none
 * @param used null before the first sign-in
 */
public record Passkey(
        String id,
        String account,
        String credential,
        String publicKey,
        String host,
        String name,
        long counter,
        Instant created,
        Instant used) {
    /** Without the key. */
    @Override
    public String toString() {
        return id;
    }
}
