package chat.parley;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one secret, as orchestrators and systemd mount them. A line break at its end is not part of the secret. */
final class SecretFile {
    private static final int MAX_BYTES = 8 * 1024;

    private SecretFile() {}

    /** @throws IOException if the file is unreadable, empty, too long, not UTF-8 or has several lines */
    static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("longer than " + MAX_BYTES + " bytes");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString()
                .replaceFirst("\\r?\\n$", "");
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IOException(text.isEmpty() ? "it is empty" : "it has several lines or control characters");
        }
        return text;
    }
}
