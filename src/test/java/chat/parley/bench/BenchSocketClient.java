package chat.parley.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.Arrays;

/** A session over WebSocket. Frames go out with a mask of zeros, which the protocol allows. */
final class BenchSocketClient extends BenchClient {
    private static final byte[] FRAME = new byte[1 << 16];
    private final NioConnection connection;
    private boolean upgraded;

    BenchSocketClient(int id, WireProtocol dialect, BenchRoom room, Tally tally, Selector selector, int port, int receiveBuffer, String since) throws IOException {
        super(id, dialect, room, tally);
        position = since;
        connection = new NioConnection(selector, port, receiveBuffer, this::take);
        byte[] upgrade = ("GET " + dialect.path(room.number) + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (dialect.subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + dialect.subprotocol + "\r\n") + "\r\n").getBytes(US_ASCII);
        connection.write(upgrade, upgrade.length);
    }

    private int take(byte[] bytes, int from, int end) throws IOException {
        int at = from;
        if (!upgraded) {
            at = Http.head(bytes, from, end);
            if (at < 0) {
                return from;
            }
            if (!new String(bytes, from, 12, US_ASCII).equals("HTTP/1.1 101")) {
                throw new IOException("not upgraded: " + new String(bytes, from, end - from, US_ASCII));
            }
            upgraded = true;
            logIn();
        }
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
            int opcode = bytes[at] & 15;
            if (opcode == 9) {
                byte[] ping = Arrays.copyOfRange(bytes, at + head, at + head + length);
                frame(0x8a, ping, ping.length);
            } else if (opcode == 8) {
                farewell(new String(bytes, at + head + 2, Math.max(0, length - 2), US_ASCII) + " (" + (length < 2 ? "no code" : (bytes[at + head] & 255) << 8 | bytes[at + head + 1] & 255) + ")");
            } else {
                came(bytes, at + head, at + head + length);
            }
            at += head + length;
        }
        return at;
    }

    @Override
    void send(byte[] text, int length) throws IOException {
        frame(0x81, text, length);
    }

    private void frame(int first, byte[] payload, int length) throws IOException {
        int at = 0;
        FRAME[at++] = (byte) first;
        if (length < 126) {
            FRAME[at++] = (byte) (0x80 | length);
        } else {
            FRAME[at++] = (byte) (0x80 | 126);
            FRAME[at++] = (byte) (length >> 8);
            FRAME[at++] = (byte) length;
        }
        Arrays.fill(FRAME, at, at + 4, (byte) 0);
        System.arraycopy(payload, 0, FRAME, at + 4, length);
        connection.write(FRAME, at + 4 + length);
    }

    @Override
    void stopReading() {
        connection.stopReading();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
