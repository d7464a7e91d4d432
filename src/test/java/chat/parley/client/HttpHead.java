package chat.parley.client;

import java.util.Locale;

/**
 * The status line and headers of an HTTP/1.1 response.
 *
 * @param length of the body in bytes; -1 without Content-Length
 * @param chunked whether the body is chunked
 * @param last whether the server closes the connection after the response
 */
public record HttpHead(int status, int length, boolean chunked, boolean last) {
    private static final String VERSION = "http/1.1 ";
    private static final String LENGTH = "\r\ncontent-length:";

    /** @param text up to and including the empty line */
    public static HttpHead of(String text) {
        String head = text.toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(VERSION.length(), VERSION.length() + 3));
        int at = head.indexOf(LENGTH);
        int length = at < 0
                ? -1
                : Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at + 2))
                        .strip());
        return new HttpHead(
                status,
                length,
                head.contains("\r\ntransfer-encoding: chunked"),
                head.contains("\r\nconnection: close"));
    }

    /** The end index of the head that begins at {@code from}, or -1 if it is incomplete. */
    public static int end(byte[] bytes, int from, int end) {
        for (int at = from; at + 3 < end; at++) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
                return at + 4;
            }
        }
        return -1;
    }
}
