package chat.parley.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.client.WireFrame;
import chat.parley.identity.RateLimit;
import jakarta.websocket.CloseReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameGuardTest {
    private static final int MOST = 70_000;
    private static final int CONTROLS = 3;

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final List<Integer> closed = new ArrayList<>();
    private long unfinished;
    private final FrameGuard guard = new FrameGuard(
            this::pass,
            MOST,
            new RateLimit(1e-9, CONTROLS, System.nanoTime()),
            bytes -> unfinished = bytes,
            this::close);

    private void pass(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        passed.writeBytes(bytes);
    }

    private void close(CloseReason why) {
        closed.add(why.getCloseCode().getCode());
    }

    @Test
    void wholeFramesPassHoweverTheyAreCutUp() {
        byte[] frames = joined(frame(0), frame(1), frame(125), frame(126), frame(65_535), frame(65_536), frame(MOST));
        for (int step : new int[] {1, 2, 3, 7, 1_000, frames.length}) {
            passed.reset();
            for (int from = 0; from < frames.length; from += step) {
                guard.handle(ByteBuffer.wrap(frames, from, Math.min(step, frames.length - from)));
            }
            assertArrayEquals(frames, passed.toByteArray());
            assertEquals(0, unfinished);
        }
        assertEquals(List.of(), closed);
    }

    @Test
    void aFrameThatDeclaresTooMuchIsRefusedOnceAndNothingAfterItPasses() {
        byte[] before = frame(10);
        guard.handle(ByteBuffer.wrap(joined(before, WireFrame.header(true, WireFrame.TEXT, MOST + 1), new byte[100])));
        guard.handle(ByteBuffer.wrap(frame(10)));
        assertArrayEquals(before, passed.toByteArray());
        assertEquals(List.of(1009), closed);
        assertEquals(0, unfinished);
    }

    @Test
    void fragmentsCountTogetherUntilTheLast() {
        guard.handle(ByteBuffer.wrap(WireFrame.masked(false, WireFrame.TEXT, new byte[MOST - 1])));
        assertEquals(MOST - 1, unfinished);
        guard.handle(ByteBuffer.wrap(WireFrame.masked(true, WireFrame.PING, new byte[1])));
        guard.handle(ByteBuffer.wrap(WireFrame.masked(true, WireFrame.CONTINUATION, new byte[1])));
        assertEquals(0, unfinished);
        guard.handle(ByteBuffer.wrap(WireFrame.masked(false, WireFrame.TEXT, new byte[MOST - 1])));
        guard.handle(ByteBuffer.wrap(WireFrame.header(true, WireFrame.CONTINUATION, 2)));
        assertEquals(List.of(1009), closed);
    }

    @Test
    void pingsAndPongsCountInTheRateAndACloseDoesNot() {
        guard.handle(
                ByteBuffer.wrap(joined(control(WireFrame.PING), control(WireFrame.PONG), control(WireFrame.PING))));
        guard.handle(ByteBuffer.wrap(joined(frame(1), control(WireFrame.CLOSE))));
        assertEquals(List.of(), closed);
        guard.handle(ByteBuffer.wrap(control(WireFrame.PONG)));
        assertEquals(List.of(1008), closed);
    }

    @Test
    void whatTheProtocolForbidsIsRefusedByTheHeader() {
        byte[][] forbidden = {
            {(byte) 0x81, 5}, // no mask
            {(byte) 0x89, (byte) 0xfe}, // a long ping
            {(byte) 0x81, (byte) 0xfe, 0, 125}, // a length that is not minimally encoded
            {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff},
            {(byte) 0x81, (byte) 0xff, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0}
        };
        for (byte[] header : forbidden) {
            FrameGuard fresh = new FrameGuard(this::pass, MOST, new RateLimit(1, 1, 0), bytes -> {}, this::close);
            fresh.handle(ByteBuffer.wrap(header));
        }
        assertEquals(List.of(1002, 1002, 1002, 1002, 1002), closed);
    }

    private static byte[] frame(int length) {
        return WireFrame.masked(true, WireFrame.TEXT, new byte[length]);
    }

    private static byte[] control(int opcode) {
        return WireFrame.masked(true, opcode, new byte[0]);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
