package chat.parley.e2e;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** HTTP by hand: whatever target, whatever headers. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Map<String, String> UPGRADE = Map.of(
            "Upgrade", "websocket",
            "Connection", "Upgrade",
            "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version", "13",
            "Sec-WebSocket-Protocol", "parley.v1");

    record Answer(int status, String body) {}

    private RawHttp() {}

    /** @param target as it stands in the request line; nothing is escaped or resolved */
    static Answer get(URI server, String target) throws IOException {
        try (Socket socket = connect(server)) {
            write(socket.getOutputStream(), target, Map.of("Host", server.getAuthority(), "Connection", "close"));
            int status = status(socket.getInputStream());
            return new Answer(status, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The status that an upgrade with these headers besides the necessary ones is answered with. */
    static int upgrade(URI server, Map<String, String> more) throws IOException {
        return upgrade(server, server.getPath(), more);
    }

    /** @param target as it stands in the request line; nothing is escaped or resolved */
    static int upgrade(URI server, String target, Map<String, String> more) throws IOException {
        try (Socket socket = connect(server)) {
            Map<String, String> headers = upgradeHeaders(server);
            headers.putAll(more);
            write(socket.getOutputStream(), target, headers);
            return status(socket.getInputStream());
        }
    }

    static int upgrade(URI server, OutputStream out, DataInputStream in) throws IOException {
        write(out, server.getPath(), upgradeHeaders(server));
        return status(in);
    }

    private static Socket connect(URI server) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static Map<String, String> upgradeHeaders(URI server) {
        Map<String, String> headers = new LinkedHashMap<>(UPGRADE);
        headers.put("Host", server.getAuthority());
        return headers;
    }

    private static void write(OutputStream out, String target, Map<String, String> headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of("GET " + target + " HTTP/1.1"));
        headers.forEach((name, value) -> lines.add(name + ": " + value));
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    // Byte by byte: what comes after the head belongs to somebody else.
    private static int status(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the answer ended after " + head);
            }
            head.append((char) next);
        }
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
}
