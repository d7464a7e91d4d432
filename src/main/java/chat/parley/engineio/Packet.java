package chat.parley.engineio;

import chat.parley.io.Frames;

/**
 * An Engine.IO packet: text that starts with the digit of its type, or the bytes of a binary message. Immutable,
 * so many sessions can share one; its WebSocket frame is encoded once.
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

    /**
     * A text packet that already starts with its type, {@code 4} for a message. Lets callers encode once and send
     * often.
     */
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

    /** The packet as a WebSocket frame. Do not modify. */
    byte[] frame() {
        byte[] made = frame;
        if (made == null) {
            made = isBinary() ? Frames.binary(bytes) : Frames.text(text);
            frame = made;
        }
        return made;
    }

    /** Approximate memory use in bytes, without overhead. */
    int weight() {
        return isBinary() ? bytes.length : text.length();
    }
}
