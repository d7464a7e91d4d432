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
    /** The COSE algorithms that are accepted: ES256 and RS256, which together all authenticators support. */
    public static final List<Long> ALGORITHMS = List.of(-7L, -257L);

    /** Without the cookie. */
    @Override
    public String toString() {
        return challenge;
    }
}
