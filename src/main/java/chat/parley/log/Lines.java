package chat.parley.log;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lines of a file in UTF-8, with their numbers, the first one being 1. Strict about the encoding, and bounded: no
 * line takes more memory than one can need.
 */
final class Lines implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;
    private static final String MARK = "\uFEFF";

    private final InputStream in;
    private int number;

    Lines(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file));
    }

    /** Of the line that was read last. */
    int number() {
        return number;
    }

    /** The next line; null where there is none. @throws Refusal where it is no text */
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == MOST_BYTES) {
                throw new Refusal(ErrorCode.INVALID, "it is longer than " + MOST_BYTES + " bytes");
            }
            line.write(next);
        }
        return text(line.toByteArray());
    }

    private String text(byte[] bytes) {
        try {
            boolean isWide = number == 1 && isWide(bytes);
            String text = isWide ? MARK : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (number == 1 && text.startsWith(MARK)) {
                throw new Refusal(ErrorCode.INVALID,
                        "the file begins with a byte order mark (BOM); save it as UTF-8 without one");
            }
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw new Refusal(ErrorCode.INVALID, "it is not in UTF-8");
        }
    }

    /** Whether the bytes begin with the mark in UTF-16, either way round. */
    private static boolean isWide(byte[] bytes) {
        return bytes.length >= 2 && Math.min(bytes[0], bytes[1]) == (byte) 0xfe
                && Math.max(bytes[0], bytes[1]) == (byte) 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
