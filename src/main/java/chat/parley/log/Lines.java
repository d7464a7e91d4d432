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
 * The lines of a UTF-8 file, numbered from 1. Strict about the encoding; lines are limited to 1 MiB.
 */
final class Lines implements AutoCloseable {
    private static final int MAX_BYTES = 1 << 20;
    private static final String BOM = "\uFEFF";

    private final InputStream in;
    private int number;

    Lines(Path file) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(file));
    }

    /** The number of the last line read. */
    int number() {
        return number;
    }

    /** The next line; null at the end. @throws Refusal if it is too long or not UTF-8 */
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == MAX_BYTES) {
                throw new Refusal(ErrorCode.INVALID, "longer than " + MAX_BYTES + " bytes");
            }
            line.write(next);
        }
        return text(line.toByteArray());
    }

    private String text(byte[] bytes) {
        try {
            boolean isUtf16 = number == 1 && startsWithUtf16Bom(bytes);
            String text = isUtf16
                    ? BOM
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            if (number == 1 && text.startsWith(BOM)) {
                throw new Refusal(
                        ErrorCode.INVALID,
                        "the file begins with a byte order mark (BOM); save it as UTF-8 without one");
            }
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw new Refusal(ErrorCode.INVALID, "not valid UTF-8");
        }
    }

    /** Whether the bytes begin with a UTF-16 byte order mark, in either byte order. */
    private static boolean startsWithUtf16Bom(byte[] bytes) {
        return bytes.length >= 2
                && Math.min(bytes[0], bytes[1]) == (byte) 0xfe
                && Math.max(bytes[0], bytes[1]) == (byte) 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
