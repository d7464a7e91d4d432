package chat.parley.engineio;

import chat.parley.host.Frames;

/**
 * What goes over the connection in one piece: text, with the digit of its type in front, or the bytes of a binary message. Immutable, so that one packet may go to many; what it looks like as a
 * WebSocket frame is found out once for all of them.
 */
public final class Packet {
    static final char OPEN = '0';
    static final char CLOSE = '1';
    static final char PING = '2';
    static final char PONG = '3';
    static final char MESSAGE = '4';
    static final char UPGRADE = '5';
    static final char NOOP = '6';

    private final String text;
    private final byte[] bytes;
    private volatile byte[] frame;

    private Packet(String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** A packet without content. */
    static Packet of(char type) {
        return new Packet(String.valueOf(type), null);
    }

    /** A text that has its type in front, {@code 4} for a message; for those who encode once and send often. */
    public static Packet typed(String text) {
        return new Packet(text, null);
    }

    public static Packet message(byte[] bytes) {
        return new Packet(null, bytes);
    }

    /** Null for a binary message. */
    public String text() {
        return text;
    }

    /** Null for text. */
    byte[] bytes() {
        return bytes;
    }

    boolean isBinary() {
        return bytes != null;
    }

    /** The packet as a frame of its own; not to be changed. */
    byte[] frame() {
        byte[] made = frame;
        if (made == null) {
            made = isBinary() ? Frames.binary(bytes) : Frames.text(text);
            frame = made;
        }
        return made;
    }

    /** About how much memory it holds, in bytes. */
    int weight() {
        return isBinary() ? bytes.length : text.length();
    }
}
