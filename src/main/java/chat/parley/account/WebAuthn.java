package chat.parley.account;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Verifies what authenticators and browsers say (Web Authentication, Level 3): type, challenge, origin, relying party,
 * presence and verification of the person, and signature. Attestations are not asked for and not verified. Signature
 * counters are left to the caller. Thread-safe; computes for about a millisecond.
 */
final class WebAuthn {
    private static final List<PublicKeyCredentialParameters> KEYS = PasskeyOffer.ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(algorithm)))
            .toList();
    private static final boolean VERIFIES_USER = true;
    private static final ObjectConverter CONVERTER = new ObjectConverter();
    /** Not strict about attestations only. */
    private static final WebAuthnManager MANAGER = WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);

    private static final AttestedCredentialDataConverter CREDENTIALS = new AttestedCredentialDataConverter(CONVERTER);

    /** A new credential. @param id in base64url, like {@code publicKey}, its attested credential data */
    record Credential(String id, String publicKey, long counter) {}

    /** What somebody sent proves nothing. The message is for the server's log. */
    static final class Unproven extends Exception {
        private static final long serialVersionUID = 1L;

        Unproven(RuntimeException cause) {
            super(cause.getClass().getSimpleName(), cause);
        }
    }

    private WebAuthn() {}

    /** The credential that an authenticator has made. @param challenge in base64url */
    static Credential register(PasskeyAnswer.Registration given, PasskeyHost host, String challenge) throws Unproven {
        try {
            AuthenticatorData<?> made = MANAGER.verify(
                            new RegistrationRequest(bytes(given.attestation()), bytes(given.clientData())),
                            new RegistrationParameters(server(host, challenge), KEYS, VERIFIES_USER))
                    .getAttestationObject()
                    .getAuthenticatorData();
            AttestedCredentialData credential = made.getAttestedCredentialData();
            return new Credential(
                    text(credential.getCredentialId()), text(CREDENTIALS.convert(credential)), made.getSignCount());
        } catch (RuntimeException e) { // the library's own, Jackson's and others
            throw new Unproven(e);
        }
    }

    /** Verifies that the passkey has signed the challenge. @return its signature counter */
    static long verify(PasskeyAnswer.Assertion given, Passkey passkey, PasskeyHost host, String challenge)
            throws Unproven {
        try {
            AttestedCredentialData key = CREDENTIALS.convert(bytes(passkey.publicKey()));
            return MANAGER.verify(
                            new AuthenticationRequest(
                                    bytes(given.id()),
                                    bytes(given.authenticatorData()),
                                    bytes(given.clientData()),
                                    bytes(given.signature())),
                            new AuthenticationParameters(server(host, challenge), record(key), null, VERIFIES_USER))
                    .getAuthenticatorData()
                    .getSignCount();
        } catch (RuntimeException e) {
            throw new Unproven(e);
        }
    }

    /** Without a counter. */
    private static CredentialRecordImpl record(AttestedCredentialData key) {
        return new CredentialRecordImpl(null, null, null, null, 0, key, null, null, null, null);
    }

    private static ServerProperty server(PasskeyHost host, String challenge) {
        return ServerProperty.builder()
                .origins(host.origins().stream().map(Origin::create).collect(Collectors.toSet()))
                .rpId(host.name())
                .challenge(new DefaultChallenge(bytes(challenge)))
                .build();
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
