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
 * Reads the header of each frame (RFC 6455, section 5.2) before Tyrus gets its bytes. Tyrus would collect a frame
 * that declares too much until its buffer overflows, and answer every ping at once. For one thread at a time.
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

    private final ReadHandler behind;
    private final int most;
    private final RateLimit controls;
    private final LongConsumer unfinished;
    private final Consumer<CloseReason> close;
    private int first;
    private int second;
    private int headerRead;
    private long length;
    /** Of the frame that has begun: its mask and payload. */
    private long missing;
    private long begun;
    /** In earlier fragments of a message that is not complete. */
    private long fragments;
    private boolean over;

    /**
     * @param most bytes in one message
     * @param controls how many pings and pongs are taken
     * @param unfinished told how many bytes of an incomplete message the host and the door hold, after each read
     * @param close ends the connection
     */
    FrameGuard(ReadHandler behind, int most, RateLimit controls, LongConsumer unfinished, Consumer<CloseReason> close) {
        this.behind = behind;
        this.most = most;
        this.controls = controls;
        this.unfinished = unfinished;
        this.close = close;
    }

    @Override
    public void handle(ByteBuffer data) {
        if (over) {
            return; // nobody reads on; the client may still be sending
        }
        int frame = data.position(); // where the frame begins that is being looked at; earlier ones are whole
        for (int at = data.position(); at < data.limit();) {
            if (missing > 0) {
                int step = (int) Math.min(missing, data.limit() - at);
                missing -= step;
                begun += step;
                at += step;
            } else {
                begun++;
                CloseReason wrong = header(data.get(at++) & 0xff);
                if (wrong != null) {
                    refuse(wrong, data.limit(frame));
                    return;
                }
            }
            if (headerRead == 0 && missing == 0) {
                frame = at;
                begun = 0;
            }
        }
        behind.handle(data);
        unfinished.accept(fragments + begun);
    }

    private void refuse(CloseReason why, ByteBuffer whole) {
        over = true;
        if (whole.hasRemaining()) {
            behind.handle(whole);
        }
        unfinished.accept(0);
        close.accept(why);
    }

    /** Takes one byte of a header. What is wrong with the frame; null if nothing is so far. */
    private CloseReason header(int next) {
        switch (headerRead++) {
            case 0 -> {
                first = next;
                return null;
            }
            case 1 -> {
                second = next & ~MASKED;
                length = second < IN_TWO_BYTES ? second : 0;
                if ((next & MASKED) == 0) {
                    return reason(CloseCodes.PROTOCOL_ERROR, "a client must mask its frames");
                }
                if (isControl() && second >= IN_TWO_BYTES) {
                    return reason(CloseCodes.PROTOCOL_ERROR, "a control frame has at most 125 bytes");
                }
            }
            default -> length = length << 8 | next;
        }
        int size = second < IN_TWO_BYTES ? 2 : second == IN_TWO_BYTES ? 4 : 10;
        return headerRead == size ? whole() : null;
    }

    private CloseReason whole() {
        headerRead = 0;
        missing = MASK_BYTES + length;
        long least = second < IN_TWO_BYTES ? 0 : second == IN_TWO_BYTES ? IN_TWO_BYTES : 1 << 16;
        if (length < least) { // a negative one, too
            return reason(CloseCodes.PROTOCOL_ERROR, "the frame's length is not minimal");
        }
        if (isControl()) {
            boolean close = (first & OPCODE) == CLOSE;
            return close || controls.take(System.nanoTime()) ? null : reason(CloseCodes.VIOLATED_POLICY, "too many control frames");
        }
        if (length > most - fragments) {
            return reason(CloseCodes.TOO_BIG, "the frame is too big");
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
