package chat.parley.client;

import java.util.Locale;

/**
 * The status line and the headers of an HTTP/1.1 answer.
 *
 * @param length of the body in bytes; -1 where the head does not say
 * @param chunked whether the body comes in chunks
 * @param last whether the server closes the connection after the answer
 */
public record HttpHead(int status, int length, boolean chunked, boolean last) {
    private static final String VERSION = "http/1.1 ";
    private static final String LENGTH = "\r\ncontent-length:";

    /** @param text up to the empty line, which is part of it */
    public static HttpHead of(String text) {
        String head = text.toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(VERSION.length(), VERSION.length() + 3));
        int at = head.indexOf(LENGTH);
        int length = at < 0 ? -1 : Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at + 2)).strip());
        return new HttpHead(status, length, head.contains("\r\ntransfer-encoding: chunked"), head.contains("\r\nconnection: close"));
    }

    /** Where the head that begins at {@code from} ends, or -1 while it has not come as a whole. */
    public static int end(byte[] bytes, int from, int end) {
        for (int at = from; at + 3 < end; at++) {
            if (bytes[at] == '\r' && bytes[at + 1] == '\n' && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
                return at + 4;
            }
        }
        return -1;
    }
}
