package chat.parley.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.stream.IntStream;

/**
 * One benchmark session: logs in, posts, and checks that the messages of its room arrive in sequence. Subclasses add
 * the transport. Searches the raw bytes for marks, because parsing JSON would load the driver more than the server.
 */
abstract class BenchClient implements AutoCloseable {
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    private static final String ZEROS = "00000000";
    final int id;
    final WireProtocol protocol;
    final BenchRoom room;
    private final Tally tally;
    private byte[] post;
    /** Where the sequence number goes in the post. */
    private int[] places;

    private boolean connected;
    private boolean stuck;
    private boolean joined;
    /** The next expected sequence number. */
    int expected;
    /** The position to resume from; maintained only if {@link #keepsPosition}. */
    String position;

    /** Events about who is in the room; counted only if {@link #keepsPosition}. */
    int presence;
    /** Refused commands; counted only if {@link #keepsPosition}. */
    int refused;
    /** How many members the room has, as last told; known only if {@link #keepsPosition}. */
    int online;

    boolean keepsPosition;
    boolean countsAcks;

    BenchClient(int id, WireProtocol protocol, BenchRoom room, Tally tally) {
        this.id = id;
        this.protocol = protocol;
        this.room = room;
        this.tally = tally;
    }

    abstract void send(byte[] text, int length) throws IOException;

    abstract void stopReading();

    /** Stops reading; nothing is expected any more. */
    final void stop() {
        stuck = true;
        stopReading();
    }

    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        send(bytes, bytes.length);
    }

    void logIn() throws IOException {
        tally.started++;
        for (String text : protocol.login(id, room.number, position)) {
            send(text);
        }
    }

    void post(int sequence) throws IOException {
        if (post == null) {
            String text = protocol.post(room.number);
            post = text.getBytes(UTF_8);
            places = IntStream.range(0, text.length())
                    .filter(at -> text.startsWith(ZEROS, at))
                    .toArray();
        }
        for (int place : places) {
            for (int digit = 0; digit < 8; digit++) {
                post[place + digit] = HEX[sequence >>> 28 - 4 * digit & 15];
            }
        }
        send(post, post.length);
    }

    /** Handles one text: the payload of a frame or a packet. */
    final void came(byte[] bytes, int from, int end) throws IOException {
        tally.texts++;
        if (protocol.isSocketIo() && packetCame(bytes, from, end)) {
            return;
        }
        for (int at = from; at + 9 < end; at++) {
            if (bytes[at] == '@' && bytes[at + 9] == '@') {
                int sequence = number(bytes, at + 1);
                tally.came(room, sequence, expected);
                expected = Math.max(expected, sequence + 1);
                at += 99;
            } else if (countsAcks
                    && bytes[at] == 'a'
                    && bytes[at + 1] == 'c'
                    && bytes[at + 2] == 'k'
                    && bytes[at + 3] == '"') {
                at = afterRef(bytes, at + 4);
                tally.acked(room, number(bytes, at));
            }
        }
        if (keepsPosition) {
            follow(new String(bytes, from, end - from, UTF_8));
        }
    }

    /** The server closed the session for this reason. */
    final void farewell(String reason) {
        tally.farewells.merge(reason, 1, Integer::sum);
    }

    private boolean packetCame(byte[] bytes, int from, int end) throws IOException {
        if (end - from == 1 && bytes[from] == '2') {
            send("3");
            return true;
        }
        if (!connected && end - from > 1 && bytes[from] == '4' && bytes[from + 1] == '0') {
            connected = true;
            send(protocol.afterConnected(id, room.number));
            return true;
        }
        return false;
    }

    private void follow(String text) {
        joined |= text.contains("\"type\":\"joined\"");
        int at = text.lastIndexOf("\"position\":\"");
        if (at >= 0) {
            position = text.substring(at + 12, text.indexOf('"', at + 12));
        }
        if (text.contains("\"recovered\":true")) {
            tally.recovered++;
        }
        if (text.startsWith("{\"type\":\"error\"")) {
            refused++;
            farewell(text);
        }
        if (text.startsWith("{\"type\":\"member")) { // joined, left, renamed, or all of them
            presence++;
        }
        int number = text.lastIndexOf("\"online\":");
        if (number >= 0) {
            online = Integer.parseInt(text.substring(number + 9).split("[^0-9]", 2)[0]);
        }
    }

    private static int afterRef(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '"'
                || bytes[at + 1] != 'r'
                || bytes[at + 2] != 'e'
                || bytes[at + 3] != 'f'
                || bytes[at + 4] != '"') {
            at++;
        }
        return at + 7;
    }

    private static int number(byte[] bytes, int from) {
        int value = 0;
        for (int i = from; i < from + 8; i++) {
            value = value << 4 | (bytes[i] <= '9' ? bytes[i] - '0' : bytes[i] - 'a' + 10);
        }
        return value;
    }

    /** Whether this client receives the room's messages; false for the poster if the server does not echo messages. */
    final boolean receives() {
        return !stuck && (protocol.echoes || room.poster() != this);
    }

    /** Whether the server has confirmed the join; known only if {@link #keepsPosition}. */
    final boolean hasJoined() {
        return joined;
    }

    @Override
    public abstract void close() throws IOException;
}
