package chat.parley.log;

import chat.parley.event.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which a repetition is recognised after redaction: the first 8 bytes of SHA-256. */
final class Digest {
    /** Stands for redacted content: the real digest would allow guessing the content. */
    static final long GONE = 0;

    private Digest() {}

    /**
     * For a message that is no reply, the digest covers the text alone; for all others, it also covers a prefix that no
     * text begins with.
     */
    static long of(Body body) {
        boolean alone = body.kind() == Body.Kind.MESSAGE && body.target() == 0;
        return of(alone ? body.content() : "\0" + body.kind().word() + " " + body.target() + " " + body.identity());
    }

    private static long of(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
