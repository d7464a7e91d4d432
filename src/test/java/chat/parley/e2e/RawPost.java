package chat.parley.e2e;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One POST by hand: whatever headers, and a body that comes as the test likes. */
final class RawPost implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Socket socket;

    record Answer(int status, String body) {
        JsonObject json() {
            return Heard.in(body).get(0).json();
        }
    }

    /** @param headers besides the one that names the server, each as a line of its own */
    RawPost(URI to, List<String> headers) throws IOException {
        socket = new Socket(to.getHost(), to.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        send(("POST " + to.getRawPath() + " HTTP/1.1\r\nHost: " + to.getAuthority() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Nothing more will come; the answer can still be read. */
    void end() throws IOException {
        socket.shutdownOutput();
    }

    Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the answer ended after " + head);
            }
            head.write(next);
        }
        String lines = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(lines);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return new Answer(Integer.parseInt(lines.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())), new String(in.readNBytes(bytes), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
