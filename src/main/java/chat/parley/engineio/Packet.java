package chat.parley.engineio;

/**
 * What goes over the connection in one piece: text, with the digit of its type in front, or the bytes of a binary message. One of the two is null.
 */
public record Packet(String text, byte[] bytes) {
    static final char OPEN = '0';
    static final char CLOSE = '1';
    static final char PING = '2';
    static final char PONG = '3';
    static final char MESSAGE = '4';
    static final char UPGRADE = '5';
    static final char NOOP = '6';

    /** A packet without content. */
    static Packet of(char type) {
        return new Packet(String.valueOf(type), null);
    }

    /** A text that already has the type {@code 4} in front; for those who encode once and send often. */
    public static Packet message(String typed) {
        return new Packet(typed, null);
    }

    public static Packet message(byte[] bytes) {
        return new Packet(null, bytes);
    }

    boolean isBinary() {
        return bytes != null;
    }

    /** About how much memory it holds, in bytes. */
    int weight() {
        return isBinary() ? bytes.length : text.length();
    }
}
