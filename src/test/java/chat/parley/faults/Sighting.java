package chat.parley.faults;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A message as somebody knows it: a reader all of it, its author before the ack nothing of its place.
 *
 * @param offset 0 where the place is not known
 * @param position null where the place is not known
 * @param author the member's id; null for a mere place
 * @param hash of the text; null for a mere place
 */
record Sighting(long offset, String position, String author, String ref, String hash) {
    private static final int HASH_BYTES = 8;

    static Sighting place(long offset, String position) {
        return new Sighting(offset, position, null, null, null);
    }

    static Sighting post(String author, String ref, String hash) {
        return new Sighting(0, null, author, ref, hash);
    }

    Sighting at(long offset, String position) {
        return new Sighting(offset, position, author, ref, hash);
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
