package chat.parley.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.parley.client.HttpHead;
import chat.parley.client.NioConnection;
import chat.parley.client.RawHttp;
import chat.parley.client.WireFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.channels.Selector;

/** A session over WebSocket. */
final class BenchSocketClient extends BenchClient {
    /** Fewer than the 28 000 ports that Linux gives to the connections between two addresses. */
    private static final int PER_ADDRESS = 20_000;

    private final NioConnection connection;
    private boolean upgraded;

    BenchSocketClient(
            int id,
            WireProtocol protocol,
            BenchRoom room,
            Tally tally,
            Selector selector,
            int port,
            int receiveBuffer,
            String since)
            throws IOException {
        super(id, protocol, room, tally);
        position = since;
        connection = new NioConnection(selector, source(id), port, receiveBuffer, this::take);
        String[] headers = protocol.subprotocol == null
                ? new String[0]
                : new String[] {"Sec-WebSocket-Protocol: " + protocol.subprotocol};
        byte[] upgrade =
                RawHttp.upgradeRequest(URI.create("http://127.0.0.1:" + port), protocol.path(room.number), headers);
        connection.write(upgrade, upgrade.length);
    }

    private static InetAddress source(int id) throws IOException {
        return id < PER_ADDRESS ? null : InetAddress.getByName("127.0.0." + (1 + id / PER_ADDRESS));
    }

    private int take(byte[] bytes, int from, int end) throws IOException {
        int at = from;
        if (!upgraded) {
            at = HttpHead.end(bytes, from, end);
            if (at < 0) {
                return from;
            }
            String answer = new String(bytes, from, at - from, US_ASCII);
            if (HttpHead.of(answer).status() != 101) {
                throw new IOException("not upgraded: " + answer);
            }
            upgraded = true;
            logIn();
        }
        for (WireFrame frame = WireFrame.at(bytes, at, end); frame != null; frame = WireFrame.at(bytes, at, end)) {
            at = frame.end();
            switch (frame.opcode()) {
                case WireFrame.PING -> write(WireFrame.masked(true, WireFrame.PONG, frame.payload(bytes)));
                case WireFrame.CLOSE -> {
                    int reason = Math.min(frame.from() + 2, at);
                    farewell(new String(bytes, reason, at - reason, US_ASCII) + " (" + frame.closeCode(bytes) + ")");
                }
                default -> came(bytes, frame.from(), at);
            }
        }
        return at;
    }

    @Override
    void send(byte[] text, int length) throws IOException {
        write(WireFrame.masked(true, WireFrame.TEXT, text, length));
    }

    private void write(byte[] frame) {
        connection.write(frame, frame.length);
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
