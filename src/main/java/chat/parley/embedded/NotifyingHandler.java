package chat.parley.embedded;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;

/** Runs an action when a write completes, fails or is cancelled, then the write's own handler, on the same thread. */
final class NotifyingHandler extends CompletionHandler<ByteBuffer> {
    private final CompletionHandler<ByteBuffer> handler;
    private final Runnable ended;

    NotifyingHandler(CompletionHandler<ByteBuffer> handler, Runnable ended) {
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
