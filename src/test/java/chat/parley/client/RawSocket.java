package chat.parley.client;

import chat.parley.e2e.host.Host;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A WebSocket made by hand, for all that well-behaved clients do not do. It reads only when it is told to, and answers pings only then. For one thread at a time.
 */
public final class RawSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    /** The end of a connection without a close frame. */
    public static final int CUT = 1006;

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int NO_BUFFER_SIZE = 0;
    private static final byte[] MASK = {0x5a, 0x13, 0x0f, 0x77};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Deque<Heard> waiting = new ArrayDeque<>();
    private int pings;

    private record Frame(boolean fin, int opcode, byte[] payload) {}

    private RawSocket(URI server, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer != NO_BUFFER_SIZE) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        String target = server.getRawPath() + (server.getRawQuery() == null ? "" : "?" + server.getRawQuery());
        bytes(RawHttp.head(server, "GET", target, RawHttp.upgradeHeaders(RawHttp.NATIVE)));
        int status = RawHttp.status(RawHttp.head(in));
        if (status != 101) {
            throw new IOException("the upgrade was answered with " + status);
        }
    }

    public static RawSocket open(Host host) throws IOException {
        return new RawSocket(host.ws(), NO_BUFFER_SIZE);
    }

    /** At the Socket.IO door, as a WebSocket from the beginning. */
    public static RawSocket engine(Host host) throws IOException {
        return new RawSocket(Door.of(host).uri().resolve("?" + Door.WEBSOCKET), NO_BUFFER_SIZE);
    }

    /** In the room, by this name. */
    public static RawSocket in(String room, String name, Host host) throws IOException {
        return open(host).enter(room, name);
    }

    /** In the room, and so that the server's sends soon find no place when nobody reads. */
    public static RawSocket narrowIn(String room, String name, Host host) throws IOException {
        return new RawSocket(host.ws(), 16 * 1024).enter(room, name);
    }

    private RawSocket enter(String room, String name) throws IOException {
        send(CommandText.of("hello", "ref", "hello", "name", name));
        send(CommandText.of("join", "ref", "join", "room", room));
        await(Heard.reply("join"));
        return this;
    }

    /** The whole text as one frame. */
    public void send(String text) throws IOException {
        bytes(frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A client's frame, masked. */
    public static byte[] frame(boolean fin, int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put(header(fin, opcode, payload.length));
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** The beginning of a frame, up to its payload. */
    public static byte[] header(boolean fin, int opcode, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) ((fin ? FIN : 0) | opcode));
        if (length < 126) {
            header.put((byte) (MASKED | length));
        } else if (length < 1 << 16) {
            header.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            header.put((byte) (MASKED | 127)).putLong(length);
        }
        header.put(MASK);
        byte[] bytes = new byte[header.position()];
        header.flip().get(bytes);
        return bytes;
    }

    public void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Each byte in a segment of its own. */
    public void drip(byte[] bytes) throws IOException {
        for (byte one : bytes) {
            out.write(one);
            out.flush();
        }
    }

    /** The next event that is like this; reads, and forgets, what comes before it. */
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

    /** The next event, or null when the connection has ended. */
    public Heard next() throws IOException {
        while (waiting.isEmpty()) {
            Frame frame = readMessage();
            if (frame.opcode() == CLOSE) {
                return null;
            }
            if (frame.opcode() == TEXT) {
                waiting.addAll(Heard.in(new String(frame.payload(), StandardCharsets.UTF_8)));
            }
        }
        return waiting.remove();
    }

    /** Does nothing but answer the server's pings, until there have been so many. */
    public void answerPings(int number) throws IOException {
        for (int until = pings + number; pings < until;) {
            if (readMessage().opcode() == CLOSE) {
                throw new EOFException("the connection ended first");
            }
        }
    }

    /** Reads until so many pongs have come. */
    public void awaitPongs(int number) throws IOException {
        for (int missing = number; missing > 0;) {
            int opcode = readMessage().opcode();
            if (opcode == CLOSE) {
                throw new EOFException("the connection ended first");
            }
            missing -= opcode == PONG ? 1 : 0;
        }
    }

    /** Reads to the end. The code of the server's close, or {@link #CUT} when there was none. */
    public int awaitClose() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < deadline) {
            Frame frame = readMessage();
            if (frame.opcode() == CLOSE) {
                return frame.payload().length < 2 ? CUT : ByteBuffer.wrap(frame.payload()).getShort();
            }
        }
        throw new AssertionError("the connection is still open");
    }

    // One message, its fragments joined; pings between them are answered and returned. The end of the connection is a close without a code.
    private Frame readMessage() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        int opcode = CONTINUATION;
        while (true) {
            Frame frame;
            try {
                frame = readFrame();
            } catch (EOFException | SocketException end) {
                return new Frame(true, CLOSE, new byte[0]);
            }
            if (frame.opcode() == PING) {
                pings++;
                bytes(frame(true, PONG, frame.payload()));
            }
            if (frame.opcode() >= CLOSE) {
                return frame;
            }
            opcode = frame.opcode() == CONTINUATION ? opcode : frame.opcode();
            parts.writeBytes(frame.payload());
            if (frame.fin()) {
                return new Frame(true, opcode, parts.toByteArray());
            }
        }
    }

    private Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame((first & FIN) != 0, first & 0x0f, payload);
    }

    /** Closes the TCP connection, and no more. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
