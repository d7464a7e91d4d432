package chat.parley.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes frames as RFC 6455 specifies for clients. */
class FramesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 255, 256, 65_535, 65_536, 70_000})
    void aTextOfAnyLengthIsOneFrame(int length) throws IOException {
        String text = "x".repeat(length);
        DataInputStream frame = new DataInputStream(new ByteArrayInputStream(Frames.text(text)));
        assertEquals(text, new String(payload(frame, 0x81), StandardCharsets.UTF_8));
        assertEquals(0, frame.available());
    }

    @Test
    void theLengthCountsBytesAndNotCharacters() throws IOException {
        String text = "ü漢🎉".repeat(20);
        DataInputStream frame = new DataInputStream(new ByteArrayInputStream(Frames.text(text)));
        assertEquals(text, new String(payload(frame, 0x81), StandardCharsets.UTF_8));
    }

    @Test
    void joinedFramesRemainSeparateFrames() throws IOException {
        byte[] bytes = {1, 2, 3};
        DataInputStream frames = new DataInputStream(new ByteArrayInputStream(
                Frames.join(List.of(Frames.text("one"), Frames.binary(bytes), Frames.text("")))));
        assertEquals("one", new String(payload(frames, 0x81), StandardCharsets.UTF_8));
        assertArrayEquals(bytes, payload(frames, 0x82));
        assertEquals(0, payload(frames, 0x81).length);
        assertEquals(0, frames.available());
    }

    private static byte[] payload(DataInputStream frames, int kind) throws IOException {
        assertEquals(kind, frames.readUnsignedByte());
        int said = frames.readUnsignedByte();
        long length = said < 126 ? said : said == 126 ? frames.readUnsignedShort() : frames.readLong();
        return frames.readNBytes((int) length);
    }
}
