package chat.parley.websocket;

import chat.parley.delivery.Encoding;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.host.Frames;
import java.util.List;

/** How this door writes where the host takes frames as bytes: each event a frame of its own, several in one write. */
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
