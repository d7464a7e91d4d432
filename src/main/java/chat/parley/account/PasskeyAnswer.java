package chat.parley.account;

import java.util.List;

/**
 * Where a browser answers a challenge.
 *
 * @param cookies the values of the cookie {@link Challenges#COOKIE}
 */
public record PasskeyAnswer(PasskeyHost host, List<String> cookies, Browser browser) {
    /** What a browser says about a new credential; all in base64url. See WebAuthn, AuthenticatorAttestationResponse. */
    public record Registration(String clientData, String attestation) {}

    /**
     * What a browser says about a use of a credential; all in base64url. See WebAuthn, AuthenticatorAssertionResponse.
     *
     * @param id of the credential
     */
    public record Assertion(
            String id, String clientData, String authenticatorData, String signature, String userHandle) {}
}
