package chat.parley.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One WebSocket connection: upgrade, frames in and out, and the check that every poster's messages come in sequence. Used by the driver's thread only. */
final class Client implements AutoCloseable {
    private static final int UPGRADE_MILLIS = 10_000;
    private static final byte[] NONE = {};
    final SocketChannel channel;
    final int id;
    final Dialect dialect;
    final Room room;
    /** The next sequence number which is expected from each poster. */
    private final long[] expected;
    private byte[] rest = NONE;
    private boolean connected;
    long posted;

    Client(int port, int id, Dialect dialect, Room room, int posters) throws IOException {
        this.id = id;
        this.dialect = dialect;
        this.room = room;
        expected = new long[posters];
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        upgrade(port);
        for (String text : dialect.login(id, room.number)) {
            send(text);
        }
    }

    private void upgrade(int port) throws IOException {
        write(ByteBuffer.wrap(("GET " + dialect.path(room.number) + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (dialect.subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + dialect.subprotocol + "\r\n") + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        channel.socket().setSoTimeout(UPGRADE_MILLIS);
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = channel.socket().getInputStream().read();
            if (next < 0) {
                throw new IOException("closed while upgrading: " + head);
            }
            head.append((char) next);
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("not upgraded: " + head);
        }
        channel.configureBlocking(false);
    }

    void send(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts the next message of this client, as the poster of this number. */
    void post(int poster) throws IOException {
        long sequence = posted++;
        send(dialect.postHead(room.number, sequence) + String.format("@%016x%08x%04x@", System.nanoTime(), sequence, poster) + "x".repeat(70) + dialect.postTail());
    }

    private void frame(int first, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        write(frame.putInt(0).put(payload).flip());
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads what is there and tells the tally of each delivery; false when the server has closed the connection. */
    boolean read(ByteBuffer buffer, byte[] bytes, Tally tally) throws IOException {
        buffer.clear().put(rest);
        if (channel.read(buffer) < 0) {
            return false;
        }
        int end = buffer.flip().remaining();
        buffer.get(bytes, 0, end);
        int at = 0;
        while (end - at >= 2) {
            int length = bytes[at + 1] & 127;
            int head = length == 126 ? 4 : length == 127 ? 10 : 2;
            if (end - at < head) {
                break;
            }
            if (head > 2) {
                length = 0;
                for (int i = at + 2; i < at + head; i++) {
                    length = length << 8 | bytes[i] & 255;
                }
            }
            if (end - at < head + length) {
                break;
            }
            frameCame(bytes, bytes[at] & 15, at + head, length, tally);
            at += head + length;
        }
        rest = at < end ? Arrays.copyOfRange(bytes, at, end) : NONE;
        return true;
    }

    private void frameCame(byte[] bytes, int opcode, int from, int length, Tally tally) throws IOException {
        if (opcode == 9) {
            frame(0x8a, Arrays.copyOfRange(bytes, from, from + length));
        } else if (length == 1 && bytes[from] == '2' && dialect.path(0).startsWith("/socket.io")) {
            send("3");
        } else {
            if (!connected && length > 1 && bytes[from] == '4' && bytes[from + 1] == '0') {
                connected = true;
                String next = dialect.afterConnected(id, room.number);
                if (next != null) {
                    send(next);
                }
            }
            scan(bytes, from, from + length, tally);
        }
    }

    private void scan(byte[] bytes, int from, int end, Tally tally) {
        for (int i = from; i + 29 < end; i++) {
            if (bytes[i] == '@' && bytes[i + 29] == '@') {
                int poster = (int) hex(bytes, i + 25, 4);
                long sequence = hex(bytes, i + 17, 8);
                tally.came(hex(bytes, i + 1, 16), sequence - expected[poster]);
                expected[poster] = Math.max(expected[poster], sequence + 1);
                room.delivered++;
                i += 99;
            }
        }
    }

    /** Forgets what a join has replayed: from here on the posters' first messages are expected. */
    void expectFirst() {
        Arrays.fill(expected, 0);
    }

    /** Deliveries of these posters which have not come, given how many each of them has posted. */
    long missing(long[] postedBy, int self) {
        long missing = 0;
        for (int i = 0; i < expected.length; i++) {
            missing += i == self && !dialect.echoes ? 0 : Math.max(0, postedBy[i] - expected[i]);
        }
        return missing;
    }

    private static long hex(byte[] bytes, int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value << 4 | (bytes[i] <= '9' ? bytes[i] - '0' : bytes[i] - 'a' + 10);
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
