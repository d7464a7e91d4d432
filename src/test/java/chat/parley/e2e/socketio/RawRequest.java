package chat.parley.e2e.socketio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.Locale;

/** An HTTP request by hand: in whatever pieces, and perhaps never finished. */
final class RawRequest implements AutoCloseable {
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LENGTH = "content-length: ";

    private final Socket socket;

    /** @param head the status line and the headers */
    record Answer(int status, String head, String body) {}

    /** Sends the request line and the headers, each such as {@code Content-Length: 3}. */
    RawRequest(Door door, String method, String query, String... headers) throws IOException {
        socket = new Socket(door.uri().getHost(), door.uri().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Door.PATIENCE.toMillis());
        StringBuilder head = new StringBuilder(method + " " + door.uri().getPath() + "?" + query + " HTTP/1.1\r\nHost: " + door.uri().getAuthority() + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        bytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    /** What an upgrade that the server refuses is answered with. */
    static Answer upgrade(Door door, String query, String... headers) throws IOException {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Upgrade: websocket";
        all[1] = "Connection: Upgrade";
        all[2] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        all[3] = "Sec-WebSocket-Version: 13";
        try (RawRequest request = new RawRequest(door, "GET", query, all)) {
            return request.answer();
        }
    }

    void bytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** One chunk of a body that is sent in chunks; an empty one is the last. */
    void chunk(byte... bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(ISO_8859_1));
        bytes(chunk.toByteArray());
    }

    Answer answer() throws IOException {
        String head = until(HEAD_END);
        int status = Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        return new Answer(status, head, status < 200 ? "" : body(head));
    }

    private String body(String head) throws IOException {
        if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = size(); size > 0; size = size()) {
                body.writeBytes(socket.getInputStream().readNBytes(size));
                until("\r\n");
            }
            return body.toString(UTF_8);
        }
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf("\r\n", at)).strip());
        return new String(socket.getInputStream().readNBytes(length), UTF_8);
    }

    private int size() throws IOException {
        return Integer.parseInt(until("\r\n").strip(), 16);
    }

    // Byte by byte: what comes after it belongs to somebody else.
    private String until(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("the answer ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** Cuts the connection. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
