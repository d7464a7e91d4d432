package chat.parley.websocket;

import chat.parley.delivery.Batch;
import jakarta.websocket.Encoder;

/** Encodes a batch as one text frame. The encoding is cached in the batch and shared by all sessions that send it. */
public final class BatchEncoder implements Encoder.Text<Batch> {
    @Override
    public String encode(Batch batch) {
        return batch.as(EventJson.INSTANCE);
    }
}
