package chat.parley.websocket;

import chat.parley.delivery.Encoding;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.io.Frames;
import java.util.List;

/**
 * Encodes events as WebSocket frames, for hosts that accept raw frames: one frame per event, several frames in one
 * write.
 */
final class EventFrames implements Encoding<byte[]> {
    static final EventFrames INSTANCE = new EventFrames();

    private EventFrames() {}

    @Override
    public byte[] encode(Event event) {
        return Frames.text(Json.text(event));
    }

    @Override
    public byte[] join(List<byte[]> encoded) {
        return Frames.join(encoded);
    }
}
