package chat.parley.load;

import chat.parley.client.HttpHead;
import chat.parley.client.WireFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A faulty server in front of a real one: on the first connection, it damages the stream of frames from the server.
 * Two threads per connection.
 */
final class FrameRelay implements AutoCloseable {
    /** What arrives in place of a frame with one message. Called for the frames of one connection in turn. */
    interface Damage {
        List<byte[]> instead(byte[] frame);
    }

    private static final String ONE_MESSAGE = "{\"type\":\"message\"";
    private static final int ROOM = 1 << 20;

    private final ServerSocket door;
    private final URI server;
    private final Damage damage;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    FrameRelay(URI server, Damage damage) throws IOException {
        this.server = server;
        this.damage = damage;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + door.getLocalPort() + server.getPath());
    }

    private void accept() throws IOException {
        for (boolean first = true; ; first = false) {
            Socket client = door.accept();
            Socket onward = new Socket(server.getHost(), server.getPort());
            sockets.addAll(List.of(client, onward));
            boolean damaged = first;
            run(() -> client.getInputStream().transferTo(onward.getOutputStream()));
            run(() -> {
                if (damaged) {
                    relay(onward.getInputStream(), client.getOutputStream());
                } else {
                    onward.getInputStream().transferTo(client.getOutputStream());
                }
            });
        }
    }

    private void relay(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[ROOM];
        int end = 0;
        boolean upgraded = false;
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes, end, ROOM - end)) {
            end += read;
            int at = 0;
            if (!upgraded) {
                at = Math.max(0, HttpHead.end(bytes, 0, end));
                out.write(bytes, 0, at);
                upgraded = at > 0;
            }
            for (WireFrame frame = WireFrame.at(bytes, at, end);
                    upgraded && frame != null;
                    frame = WireFrame.at(bytes, at, end)) {
                byte[] whole = Arrays.copyOfRange(bytes, at, frame.end());
                String text = new String(frame.payload(bytes), StandardCharsets.UTF_8);
                for (byte[] each : text.startsWith(ONE_MESSAGE) ? damage.instead(whole) : List.of(whole)) {
                    out.write(each);
                }
                at = frame.end();
            }
            System.arraycopy(bytes, at, bytes, 0, end - at);
            end -= at;
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void run(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // the end of a connection
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
