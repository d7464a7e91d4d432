package chat.parley.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.e2e.host.TrustAll;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * One raw HTTP/1.1 request: any target, any headers, and a body that may come in pieces or never end. Not
 * thread-safe; reads time out after {@link WaitLimit}.
 */
public final class RawHttp implements AutoCloseable {
    /** The header that requests the native protocol in an upgrade. */
    public static final String NATIVE = "Sec-WebSocket-Protocol: parley.v1";

    private static final int PATIENCE_MILLIS = WaitLimit.MILLIS;
    private static final List<String> UPGRADE = List.of(
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");

    private final Socket socket;

    /**
     * A response.
     *
     * @param head the status line and the headers
     * @param body as UTF-8, de-chunked
     */
    public record Response(int status, String head, String body) {
        /** The body as a JSON object. */
        public JsonObject json() {
            return Heard.in(body).get(0).json();
        }
    }

    /**
     * Connects and sends the request line and headers.
     *
     * @param target used literally, without escaping or resolving
     * @param headers in addition to {@code Host}, each such as {@code Content-Length: 3}
     */
    public RawHttp(URI server, String method, String target, String... headers) throws IOException {
        this(server);
        send(head(server, method, target, headers));
    }

    private RawHttp(URI server) throws IOException {
        Socket connected = new Socket(server.getHost(), server.getPort());
        connected.setTcpNoDelay(true);
        connected.setSoTimeout(PATIENCE_MILLIS);
        socket = TrustAll.secured(connected, server);
    }

    /** The response to exactly these bytes on a new connection. */
    public static Response answerTo(URI server, String request) throws IOException {
        try (RawHttp http = new RawHttp(server)) {
            http.send(request.getBytes(ISO_8859_1));
            return http.answer();
        }
    }

    /** The response to a GET on a new connection. */
    public static Response get(URI server, String target) throws IOException {
        try (RawHttp request = new RawHttp(server, "GET", target, "Connection: close")) {
            return request.answer();
        }
    }

    /** The response to a WebSocket upgrade with these headers in addition to the required ones. */
    public static Response upgrade(URI server, String target, String... more) throws IOException {
        try (RawHttp request = new RawHttp(server, "GET", target, upgradeHeaders(more))) {
            return request.answer();
        }
    }

    /** A WebSocket upgrade request with these headers in addition to the required ones. */
    public static byte[] upgradeRequest(URI server, String target, String... more) {
        return head(server, "GET", target, upgradeHeaders(more));
    }

    private static byte[] head(URI server, String method, String target, String... headers) {
        String first = method + " " + target + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n";
        return (first + String.join("\r\n", headers) + (headers.length == 0 ? "\r\n" : "\r\n\r\n"))
                .getBytes(ISO_8859_1);
    }

    private static String[] upgradeHeaders(String... more) {
        return Stream.concat(UPGRADE.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** Sends any bytes, such as a part of the body. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends one chunk of a chunked body; an empty chunk ends the body. */
    public void chunk(byte... bytes) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(ISO_8859_1));
        send(chunk.toByteArray());
    }

    /** Closes the output. The response can still be read. */
    public void end() throws IOException {
        socket.shutdownOutput();
    }

    /** Waits for the complete response. */
    public Response answer() throws IOException {
        String text = head(socket.getInputStream());
        HttpHead head = HttpHead.of(text);
        boolean hasBody = head.status() >= 200 && head.status() != 204 && head.status() != 304;
        return new Response(head.status(), text, hasBody ? body(head) : "");
    }

    /** The status line and the headers. */
    static String head(InputStream in) throws IOException {
        return until("\r\n\r\n", in);
    }

    private String body(HttpHead head) throws IOException {
        InputStream in = socket.getInputStream();
        if (head.chunked()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = size(in); size > 0; size = size(in)) {
                body.writeBytes(in.readNBytes(size));
                until("\r\n", in);
            }
            return body.toString(UTF_8);
        }
        if (head.length() >= 0) {
            return new String(in.readNBytes(head.length()), UTF_8);
        }
        return head.last() ? new String(in.readAllBytes(), UTF_8) : "";
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(until("\r\n", in).strip(), 16);
    }

    // Byte by byte, because the following bytes belong to another reader.
    private static String until(String end, InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the response ended after " + text);
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
