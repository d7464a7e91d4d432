package chat.parley.websocket;

import chat.parley.delivery.Batch;
import jakarta.websocket.Encoder;

/** Writes a batch as one text frame. What one session's frame was encoded to serves every other session's. */
public final class BatchEncoder implements Encoder.Text<Batch> {
    @Override
    public String encode(Batch batch) {
        return batch.as(EventJson.INSTANCE);
    }
}
