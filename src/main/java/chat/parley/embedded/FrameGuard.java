package chat.parley.embedded;

import chat.parley.identity.RateLimit;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.glassfish.tyrus.spi.ReadHandler;

/**
 * Checks the header of each WebSocket frame (RFC 6455, section 5.2) before Tyrus reads it. Tyrus itself would buffer an
 * oversized frame until its buffer overflows, and answer every ping. Not thread-safe.
 */
final class FrameGuard implements ReadHandler {
    private static final int FIN = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int CONTROL = 0x08;
    private static final int CLOSE = 0x08;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;
    private static final int IN_TWO_BYTES = 126;
    private static final int IN_EIGHT_BYTES = 127;

    private final ReadHandler next;
    private final int maxMessage;
    private final RateLimit controls;
    private final LongConsumer unfinished;
    private final Consumer<CloseReason> close;
    private int first;
    private int second;
    private int headerRead;
    private long length;
    /** Bytes of mask and payload that the current frame still lacks. */
    private long remaining;

    private long frameBytes;
    /** Payload bytes in earlier fragments of the current message. */
    private long fragments;

    private boolean refused;

    /**
     * @param maxMessage maximum size of a message in bytes
     * @param controls limits pings and pongs
     * @param unfinished receives the number of buffered bytes of an incomplete message after each read
     * @param close closes the connection
     */
    FrameGuard(
            ReadHandler next,
            int maxMessage,
            RateLimit controls,
            LongConsumer unfinished,
            Consumer<CloseReason> close) {
        this.next = next;
        this.maxMessage = maxMessage;
        this.controls = controls;
        this.unfinished = unfinished;
        this.close = close;
    }

    @Override
    public void handle(ByteBuffer data) {
        if (refused) {
            return; // the client may still be sending
        }
        int frame = data.position(); // start of the current frame; earlier ones are complete
        for (int at = data.position(); at < data.limit(); ) {
            if (remaining > 0) {
                int step = (int) Math.min(remaining, data.limit() - at);
                remaining -= step;
                frameBytes += step;
                at += step;
            } else {
                frameBytes++;
                CloseReason error = readHeader(data.get(at++) & 0xff);
                if (error != null) {
                    refuse(error, data.limit(frame));
                    return;
                }
            }
            if (headerRead == 0 && remaining == 0) {
                frame = at;
                frameBytes = 0;
            }
        }
        next.handle(data);
        unfinished.accept(fragments + frameBytes);
    }

    private void refuse(CloseReason why, ByteBuffer whole) {
        refused = true;
        if (whole.hasRemaining()) {
            next.handle(whole);
        }
        unfinished.accept(0);
        close.accept(why);
    }

    /** Reads one byte of a header. @return the error in the frame, or null */
    private CloseReason readHeader(int octet) {
        switch (headerRead++) {
            case 0 -> {
                first = octet;
                return null;
            }
            case 1 -> {
                second = octet & ~MASKED;
                length = second < IN_TWO_BYTES ? second : 0;
                if ((octet & MASKED) == 0) {
                    return reason(CloseCodes.PROTOCOL_ERROR, "Client frames must be masked");
                }
                if (isControl() && second >= IN_TWO_BYTES) {
                    return reason(CloseCodes.PROTOCOL_ERROR, "Control frame exceeds 125 bytes");
                }
            }
            default -> length = length << 8 | octet;
        }
        int size = second < IN_TWO_BYTES ? 2 : second == IN_TWO_BYTES ? 4 : 10;
        return headerRead == size ? checkHeader() : null;
    }

    private CloseReason checkHeader() {
        headerRead = 0;
        remaining = MASK_BYTES + length;
        long least = second < IN_TWO_BYTES ? 0 : second == IN_TWO_BYTES ? IN_TWO_BYTES : 1 << 16;
        if (length < least) { // includes negative lengths
            return reason(CloseCodes.PROTOCOL_ERROR, "Frame length is not minimally encoded");
        }
        if (isControl()) {
            boolean close = (first & OPCODE) == CLOSE;
            return close || controls.take(System.nanoTime())
                    ? null
                    : reason(CloseCodes.VIOLATED_POLICY, "Too many control frames");
        }
        if (length > maxMessage - fragments) {
            return reason(CloseCodes.TOO_BIG, "Message too big");
        }
        fragments = (first & FIN) != 0 ? 0 : fragments + length;
        return null;
    }

    private boolean isControl() {
        return (first & CONTROL) != 0;
    }

    private static CloseReason reason(CloseCode code, String words) {
        return new CloseReason(code, words);
    }
}
