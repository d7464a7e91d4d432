package chat.parley.client;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.TrustAll;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A raw WebSocket for everything that a well-behaved client never does. Reads and answers pings only inside its own
 * methods; reads time out after {@link WaitLimit}. Not thread-safe.
 */
public final class RawSocket implements AutoCloseable {

    private static final int PATIENCE_MILLIS = WaitLimit.MILLIS;
    private static final int NO_BUFFER_SIZE = 0;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Deque<Heard> waiting = new ArrayDeque<>();
    private byte[] buffer = new byte[1 << 12];
    private int filled;
    private int pings;

    private record Frame(boolean fin, int opcode, byte[] payload) {}

    private RawSocket(URI server, int receiveBuffer) throws IOException {
        Socket connected = new Socket();
        if (receiveBuffer != NO_BUFFER_SIZE) {
            connected.setReceiveBufferSize(receiveBuffer);
        }
        connected.setTcpNoDelay(true);
        connected.setSoTimeout(PATIENCE_MILLIS);
        connected.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        socket = TrustAll.secured(connected, server);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        String target = server.getRawPath() + (server.getRawQuery() == null ? "" : "?" + server.getRawQuery());
        bytes(RawHttp.upgradeRequest(server, target, RawHttp.NATIVE));
        int status = HttpHead.of(RawHttp.head(in)).status();
        if (status != 101) {
            throw new IOException("the upgrade failed with " + status);
        }
    }

    /** Connects without logging in. */
    public static RawSocket open(Host host) throws IOException {
        return open(host.ws());
    }

    /** Connects to a WebSocket without logging in. */
    public static RawSocket open(URI server) throws IOException {
        return new RawSocket(server, NO_BUFFER_SIZE);
    }

    /** Connects to the Socket.IO path over WebSocket without polling. */
    public static RawSocket engine(Host host) throws IOException {
        return new RawSocket(Door.of(host).uri().resolve("?" + Door.WEBSOCKET), NO_BUFFER_SIZE);
    }

    /** Connects as a guest and joins the room. */
    public static RawSocket in(String room, String name, Host host) throws IOException {
        return open(host).enter(room, name);
    }

    /** Like {@link #in}, with a small receive buffer, so that the server soon cannot send if nobody reads. */
    public static RawSocket narrowIn(String room, String name, Host host) throws IOException {
        return new RawSocket(host.ws(), 16 * 1024).enter(room, name);
    }

    private RawSocket enter(String room, String name) throws IOException {
        send(CommandText.of("hello", "ref", "hello", "name", name));
        send(CommandText.of("join", "ref", "join", "room", room));
        await(Heard.reply("join"));
        return this;
    }

    /** Sends a text as one frame. */
    public void send(String text) throws IOException {
        bytes(WireFrame.masked(true, WireFrame.TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends raw bytes. */
    public void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends each byte in its own TCP segment. */
    public void drip(byte[] bytes) throws IOException {
        for (byte one : bytes) {
            out.write(one);
            out.flush();
        }
    }

    /** The next match. Drops earlier events. */
    public Heard await(Predicate<Heard> like) throws IOException {
        while (true) {
            Heard next = next();
            if (next == null) {
                throw new EOFException("the connection ended first");
            }
            if (like.test(next)) {
                return next;
            }
        }
    }

    /** The next text message that contains this, not parsed. Drops earlier ones. */
    public String awaitText(String part) throws IOException {
        while (true) {
            Frame frame = readMessage();
            if (frame.opcode() == WireFrame.CLOSE) {
                throw new EOFException("the connection ended first");
            }
            String text = new String(frame.payload(), StandardCharsets.UTF_8);
            if (text.contains(part)) {
                return text;
            }
        }
    }

    /** The next event; null once the connection has ended. */
    public Heard next() throws IOException {
        while (waiting.isEmpty()) {
            Frame frame = readMessage();
            if (frame.opcode() == WireFrame.CLOSE) {
                return null;
            }
            if (frame.opcode() == WireFrame.TEXT) {
                waiting.addAll(Heard.in(new String(frame.payload(), StandardCharsets.UTF_8)));
            }
        }
        return waiting.remove();
    }

    /** Answers this many pings and drops everything else. */
    public void answerPings(int number) throws IOException {
        for (int until = pings + number; pings < until; ) {
            if (readMessage().opcode() == WireFrame.CLOSE) {
                throw new EOFException("the connection ended first");
            }
        }
    }

    /** Reads until this many pongs have arrived. */
    public void awaitPongs(int number) throws IOException {
        for (int missing = number; missing > 0; ) {
            int opcode = readMessage().opcode();
            if (opcode == WireFrame.CLOSE) {
                throw new EOFException("the connection ended first");
            }
            missing -= opcode == WireFrame.PONG ? 1 : 0;
        }
    }

    /** Reads to the end. @return the server's close code, or {@link WireFrame#CUT} */
    public int awaitClose() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < deadline) {
            Frame frame = readMessage();
            if (frame.opcode() == WireFrame.CLOSE) {
                return frame.payload().length < 2
                        ? WireFrame.CUT
                        : ByteBuffer.wrap(frame.payload()).getShort();
            }
        }
        throw new AssertionError("the connection is still open");
    }

    /** Whether the server still accepts data. Sends a pong, which needs no reply. */
    public boolean isTaken() throws IOException {
        try {
            bytes(WireFrame.masked(true, WireFrame.PONG, new byte[0]));
            return true;
        } catch (SocketException gone) {
            return false;
        }
    }

    // The next message with its fragments joined, or control frame; answers pings. A close without a code if the
    // connection ends.
    private Frame readMessage() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        int opcode = WireFrame.CONTINUATION;
        while (true) {
            Frame frame;
            try {
                frame = readFrame();
            } catch (EOFException | SocketException end) {
                return new Frame(true, WireFrame.CLOSE, new byte[0]);
            }
            if (frame.opcode() == WireFrame.PING) {
                pings++;
                answer(frame);
            }
            if (frame.opcode() >= WireFrame.CLOSE) {
                return frame;
            }
            opcode = frame.opcode() == WireFrame.CONTINUATION ? opcode : frame.opcode();
            parts.writeBytes(frame.payload());
            if (frame.fin()) {
                return new Frame(true, opcode, parts.toByteArray());
            }
        }
    }

    private void answer(Frame ping) throws IOException {
        try {
            bytes(WireFrame.masked(true, WireFrame.PONG, ping.payload()));
        } catch (SocketException gone) {
            // Data that the server sent before it closed can still be read.
        }
    }

    private Frame readFrame() throws IOException {
        while (true) {
            WireFrame frame = WireFrame.at(buffer, 0, filled);
            if (frame != null) {
                Frame copy = new Frame(frame.fin(), frame.opcode(), frame.payload(buffer));
                System.arraycopy(buffer, frame.end(), buffer, 0, filled - frame.end());
                filled -= frame.end();
                return copy;
            }
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
            int more = in.read(buffer, filled, buffer.length - filled);
            if (more < 0) {
                throw new EOFException("the connection ended");
            }
            filled += more;
        }
    }

    /** Closes the TCP connection without a close frame. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
