package chat.parley.account;

import java.util.List;

/**
 * What a browser needs to make or use a passkey.
 *
 * @param challenge in base64url
 * @param cookie for the cookie {@link Challenges#COOKIE}
 * @param handle how the authenticator knows the account, in base64url; null to sign in
 * @param name of the account; null to sign in
 * @param known passkeys that the account has
 */
public record PasskeyOffer(String challenge, String cookie, String handle, String name, List<Passkey> known) {
    /** The COSE algorithms that are accepted, the best first. */
    public static final List<Long> ALGORITHMS = WebAuthn.ALGORITHMS;

    /** Without the cookie. */
    @Override
    public String toString() {
        return challenge;
    }
}
