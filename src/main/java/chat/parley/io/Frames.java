package chat.parley.io;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes WebSocket frames as a server sends them (RFC 6455, section 5.2): unmasked, one whole message each. */
public final class Frames {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int SHORT = 125;
    private static final int IN_TWO_BYTES = 126;
    private static final int IN_EIGHT_BYTES = 127;
    private static final int TWO_BYTES = 0xFFFF;

    private Frames() {}

    public static byte[] text(String text) {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] binary(byte[] bytes) {
        return frame(BINARY, bytes);
    }

    private static byte[] frame(int kind, byte[] payload) {
        int length = payload.length;
        int head = length <= SHORT ? 2 : length <= TWO_BYTES ? 4 : 10;
        byte[] frame = new byte[head + length];
        frame[0] = (byte) kind;
        frame[1] = (byte) (length <= SHORT ? length : length <= TWO_BYTES ? IN_TWO_BYTES : IN_EIGHT_BYTES);
        for (int i = head - 1, rest = length; i > 1; i--, rest >>>= 8) {
            frame[i] = (byte) rest;
        }
        System.arraycopy(payload, 0, frame, head, length);
        return frame;
    }

    /** Concatenates frames. */
    public static byte[] join(List<byte[]> frames) {
        int length = 0;
        for (byte[] frame : frames) {
            length += frame.length;
        }
        byte[] all = new byte[length];
        int end = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, all, end, frame.length);
            end += frame.length;
        }
        return all;
    }
}
