package chat.parley.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.parley.client.HttpHead;
import java.io.IOException;

/**
 * One whole HTTP answer in what came over a connection.
 *
 * @param body where its body begins
 * @param after where it ends
 * @param isLast whether the server closes the connection after it
 */
record Http(int body, int after, boolean isLast) {

    /** Null while it has not come as a whole. The servers that are measured all tell a body's length. */
    static Http answer(byte[] bytes, int from, int end) throws IOException {
        int body = HttpHead.end(bytes, from, end);
        if (body < 0) {
            return null;
        }
        String text = new String(bytes, from, body - from, US_ASCII);
        HttpHead head = HttpHead.of(text);
        if (head.status() != 200 || head.length() < 0) {
            throw new IOException("refused, or without a length: " + text);
        }
        int after = body + head.length();
        return after > end ? null : new Http(body, after, head.last());
    }
}
