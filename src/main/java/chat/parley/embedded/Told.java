package chat.parley.embedded;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;

/** A write's handler before which something else hears that the write has ended, in whatever way. */
final class Told extends CompletionHandler<ByteBuffer> {
    private final CompletionHandler<ByteBuffer> handler;
    private final Runnable ended;

    Told(CompletionHandler<ByteBuffer> handler, Runnable ended) {
        this.handler = handler;
        this.ended = ended;
    }

    @Override
    public void completed(ByteBuffer result) {
        ended.run();
        handler.completed(result);
    }

    @Override
    public void failed(Throwable failure) {
        ended.run();
        handler.failed(failure);
    }

    @Override
    public void cancelled() {
        ended.run();
        handler.cancelled();
    }
}
