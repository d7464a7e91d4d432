package chat.parley.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Locale;

/**
 * One whole HTTP answer in what came over a connection.
 *
 * @param body where its body begins
 * @param after where it ends
 * @param isLast whether the server closes the connection after it
 */
record Http(int body, int after, boolean isLast) {

    /** Where the body begins; -1 when the head is not there yet. */
    static int head(byte[] bytes, int from, int end) {
        for (int at = from; at + 3 < end; at++) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
                return at + 4;
            }
        }
        return -1;
    }

    /** Null when it is not all there yet. The servers that are measured all name a body's length. */
    static Http answer(byte[] bytes, int from, int end) throws IOException {
        int body = head(bytes, from, end);
        if (body < 0) {
            return null;
        }
        String head = new String(bytes, from, body - from, US_ASCII).toLowerCase(Locale.ROOT);
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("refused: " + head);
        }
        int at = head.indexOf("\r\ncontent-length:");
        if (at < 0) {
            throw new IOException("an answer without its length: " + head);
        }
        int after = body + Integer.parseInt(head.substring(at + 17, head.indexOf('\r', at + 2)).trim());
        return after > end ? null : new Http(body, after, head.contains("\r\nconnection: close"));
    }
}
