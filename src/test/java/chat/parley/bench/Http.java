package chat.parley.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.parley.client.HttpHead;
import java.io.IOException;

/**
 * A complete HTTP response in bytes received from a connection.
 *
 * @param body start index of the body
 * @param after end index of the body
 * @param isLast whether the server closes the connection after this response
 */
record Http(int body, int after, boolean isLast) {

    /** Returns null if the response is incomplete. Relies on Content-Length, which all measured servers send. */
    static Http answer(byte[] bytes, int from, int end) throws IOException {
        int body = HttpHead.end(bytes, from, end);
        if (body < 0) {
            return null;
        }
        String text = new String(bytes, from, body - from, US_ASCII);
        HttpHead head = HttpHead.of(text);
        if (head.status() != 200 || head.length() < 0) {
            throw new IOException("an error, or no Content-Length: " + text);
        }
        int after = body + head.length();
        return after > end ? null : new Http(body, after, head.last());
    }
}
