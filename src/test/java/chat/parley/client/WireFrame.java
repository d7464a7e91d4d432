package chat.parley.client;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A WebSocket frame (RFC 6455, section 5.2) in bytes received from a connection.
 *
 * @param fin whether it is the last of its message
 * @param from start index of the payload
 * @param end end index of the payload and the frame
 */
public record WireFrame(boolean fin, int opcode, int from, int end) {
    /** Opcode of all but the first fragment of a message. */
    public static final int CONTINUATION = 0;
    /** Opcode of a text message. */
    public static final int TEXT = 1;
    /** Opcode of a binary message. */
    public static final int BINARY = 2;
    /** Opcode of a close. */
    public static final int CLOSE = 8;
    /** Opcode of a ping. */
    public static final int PING = 9;
    /** Opcode of a pong. */
    public static final int PONG = 10;

    /** The close code of a connection that ended without a close frame (RFC 6455, section 7.1.5). */
    public static final int CUT = 1006;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int NO_CODE = 1005;
    private static final byte[] MASK = {0x5a, 0x13, 0x0f, 0x77};

    /** The server's frame that begins at {@code from}, or null if it is incomplete. */
    public static WireFrame at(byte[] bytes, int from, int end) {
        if (end - from < 2) {
            return null;
        }
        int length = bytes[from + 1] & 0x7f;
        int header = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (end - from < header) {
            return null;
        }
        if (header > 2) {
            long extended = 0;
            for (int at = from + 2; at < from + header; at++) {
                extended = extended << 8 | bytes[at] & 0xff;
            }
            length = Math.toIntExact(extended);
        }
        int payload = from + header;
        return end - payload < length
                ? null
                : new WireFrame((bytes[from] & FIN) != 0, bytes[from] & 0x0f, payload, payload + length);
    }

    /** A copy of the payload. @param bytes the bytes that contain the frame */
    public byte[] payload(byte[] bytes) {
        return Arrays.copyOfRange(bytes, from, end);
    }

    /** The close code, or 1005 if there is none. @param bytes the bytes that contain the frame */
    public int closeCode(byte[] bytes) {
        return end - from < 2 ? NO_CODE : (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff;
    }

    /** A masked client frame. */
    public static byte[] masked(boolean fin, int opcode, byte[] payload) {
        return masked(fin, opcode, payload, payload.length);
    }

    /** A masked client frame. @param length of the payload within the array */
    public static byte[] masked(boolean fin, int opcode, byte[] payload, int length) {
        byte[] header = header(fin, opcode, length);
        byte[] frame = Arrays.copyOf(header, header.length + length);
        for (int i = 0; i < length; i++) {
            frame[header.length + i] = (byte) (payload[i] ^ MASK[i & 3]);
        }
        return frame;
    }

    /** The header of a client frame, including the mask. */
    public static byte[] header(boolean fin, int opcode, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) ((fin ? FIN : 0) | opcode));
        if (length < 126) {
            header.put((byte) (MASKED | length));
        } else if (length < 1 << 16) {
            header.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            header.put((byte) (MASKED | 127)).putLong(length);
        }
        return Arrays.copyOf(header.put(MASK).array(), header.position());
    }
}
