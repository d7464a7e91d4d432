package chat.parley.http;

import chat.parley.account.Challenges;
import chat.parley.account.PasskeyHost;
import chat.parley.account.PasskeyOffer;
import java.util.List;

/** The options that pages hand to the browser, in WebAuthn's JSON. Bytes are in base64url. */
public final class PasskeyOptions {
    private static final String TYPE = "public-key";
    private static final String REQUIRED = "required";

    private PasskeyOptions() {}

    /** The server. */
    public record Party(String id, String name) {}

    /** The account. */
    public record User(String id, String name, String displayName) {}

    /** A kind of key. */
    public record Kind(String type, long alg) {}

    /** A passkey that exists. */
    public record Known(String type, String id) {}

    /** What the authenticator must be able to do: find the passkey without a name, and verify the person. */
    public record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

    /** WebAuthn's {@code PublicKeyCredentialCreationOptionsJSON}. */
    public record Creation(
            String challenge,
            Party rp,
            User user,
            List<Kind> pubKeyCredParams,
            long timeout,
            List<Known> excludeCredentials,
            Selection authenticatorSelection,
            String attestation) {
        static Creation of(PasskeyOffer offer, PasskeyHost host) {
            return new Creation(
                    offer.challenge(),
                    new Party(host.name(), "Parley"),
                    new User(offer.handle(), offer.name(), offer.name()),
                    PasskeyOffer.ALGORITHMS.stream()
                            .map(algorithm -> new Kind(TYPE, algorithm))
                            .toList(),
                    Challenges.LIFETIME.toMillis(),
                    offer.known().stream()
                            .filter(passkey -> passkey.host().equals(host.name()))
                            .map(passkey -> new Known(TYPE, passkey.credential()))
                            .toList(),
                    new Selection(REQUIRED, true, REQUIRED),
                    "none");
        }
    }

    /** WebAuthn's {@code PublicKeyCredentialRequestOptionsJSON}. */
    public record Request(String challenge, String rpId, long timeout, String userVerification) {
        static Request of(PasskeyOffer offer, PasskeyHost host) {
            return new Request(offer.challenge(), host.name(), Challenges.LIFETIME.toMillis(), REQUIRED);
        }
    }
}
