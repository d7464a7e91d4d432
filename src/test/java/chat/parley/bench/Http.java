package chat.parley.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Locale;

/** Finds answers in what came over a connection. */
final class Http {
    private Http() {
    }

    /** Where the body begins; -1 when the head is not there yet. */
    static int head(byte[] bytes, int from, int end) {
        for (int at = from; at + 3 < end; at++) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
                return at + 4;
            }
        }
        return -1;
    }

    /** How many bytes the body has; a benchmark's servers all name it. */
    static int length(byte[] bytes, int from, int body) throws IOException {
        String head = new String(bytes, from, body - from, US_ASCII).toLowerCase(Locale.ROOT);
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("refused: " + head);
        }
        int at = head.indexOf("\r\ncontent-length:");
        if (at < 0) {
            throw new IOException("an answer without its length: " + head);
        }
        return Integer.parseInt(head.substring(at + 17, head.indexOf('\r', at + 2)).trim());
    }

    /** Whether the server closes the connection after this answer. */
    static boolean isLast(byte[] bytes, int from, int body) {
        return new String(bytes, from, body - from, US_ASCII).toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
    }
}
