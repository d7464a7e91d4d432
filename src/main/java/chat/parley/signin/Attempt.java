package chat.parley.signin;

import chat.parley.identity.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sign-in under way. A cookie of the browser keeps it, so that a flood of sign-ins displaces no other, and no other
 * browser can finish it.
 *
 * @param secret the random value that all others are derived from
 * @param provider the provider's id
 * @param returnTo path of the page to return to
 */
public record Attempt(String secret, String provider, String returnTo) {
    /** Time that people have to sign in. */
    public static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final Pattern SAVED = Pattern.compile("([\\w-]{44})\\.([a-z0-9-]{1,32})\\.([\\w-]*)");
    private static final int NAME = 10;

    static Attempt begin(String provider, String returnTo) {
        return new Attempt(Secrets.unguessable() + Secrets.unguessable(), provider, returnTo);
    }

    /** The attempt that a cookie keeps; null if it keeps none. */
    public static Attempt parse(String saved) {
        Matcher parts = SAVED.matcher(saved == null ? "" : saved);
        try {
            return parts.matches()
                    ? new Attempt(
                            parts.group(1),
                            parts.group(2),
                            new String(Base64.getUrlDecoder().decode(parts.group(3)), StandardCharsets.UTF_8))
                    : null;
        } catch (IllegalArgumentException e) {
            return null; // not base64url
        }
    }

    /** The cookie's value. */
    public String saved() {
        String path = Base64.getUrlEncoder().withoutPadding().encodeToString(returnTo.getBytes(StandardCharsets.UTF_8));
        return secret + "." + provider + "." + path;
    }

    /** Names the cookie of the attempt with this state, so that several tabs can sign in. */
    public static String nameOf(String state) {
        return state.substring(0, Math.min(NAME, state.length())).replaceAll("[^\\w-]", "");
    }

    /** Protects against a callback that another browser began. */
    public String state() {
        return Secrets.sha256("state " + secret);
    }

    /** Ties the ID token to this attempt. */
    String nonce() {
        return Secrets.sha256("nonce " + secret);
    }

    /** PKCE (RFC 7636): ties the code to this attempt. */
    String verifier() {
        return Secrets.sha256("verifier " + secret);
    }

    String challenge() {
        return Secrets.sha256(verifier());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return provider;
    }
}
