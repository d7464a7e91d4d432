package chat.parley.identity;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Creates ids of 128 bits, as 22 characters of base64url. Thread-safe. */
public final class Secrets {
    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A new random id. */
    public static String unguessable() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return text(bytes);
    }

    /** An id derived from a secret: the first half of its SHA-256. Does not reveal the secret. */
    public static String digestOf(String secret) {
        return text(Arrays.copyOf(digest(secret), BYTES));
    }

    /** The whole SHA-256 as 43 characters of base64url. */
    public static String sha256(String text) {
        return text(digest(text));
    }

    /** The same as base64, as a Content Security Policy needs it. */
    public static String sha256Base64(String text) {
        return Base64.getEncoder().encodeToString(digest(text));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    /** An id derived from a text and a key: the first half of their HMAC-SHA256 (RFC 2104). Reveals neither. */
    public static String keyedDigestOf(String key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            return text(Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(HMAC + " is not available", e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
