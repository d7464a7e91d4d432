package chat.parley.embedded;

import chat.parley.host.FrameChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** One TCP connection: how long it has been here without a whole request, and, once it is a WebSocket, what waits for it to read. Safe for many threads. */
final class Visit {
    private static final long MOST_PENDING = 4L << 20;
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Connection<?> connection;
    private final long requestPatience;
    private final long sendPatience;
    private final AtomicLong pending = new AtomicLong();
    private volatile long since = System.nanoTime();
    private volatile boolean upgraded;
    private volatile boolean parked;

    /** @param sendTimeout after which the chat gives its session up; the connection is cut when the goodbye does not get through either */
    Visit(Connection<?> connection, Duration requestTimeout, Duration sendTimeout) {
        this.connection = connection;
        this.requestPatience = requestTimeout.toNanos();
        this.sendPatience = sendTimeout.plus(GOODBYE).toNanos();
    }

    void served() {
        since = System.nanoTime();
        parked = false;
    }

    /** A request waits for its answer, not for its client. */
    void park() {
        parked = true;
    }

    /** The way for frames that are made already. */
    FrameChannel frames() {
        return new GrizzlyFrames((NIOConnection) connection, this);
    }

    /** Bytes are about to be written. */
    void writes() {
        since = System.nanoTime(); // first: whoever sees that something waits must not see since when nothing did
    }

    /** From now on the connection is a WebSocket that is written to in this way. */
    Writer upgrade(Writer writer) {
        upgraded = true;
        return new Writer() {
            @Override
            public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> handler) {
                int bytes = buffer.remaining();
                if (pending.get() == 0) {
                    since = System.nanoTime(); // first: whoever sees that something waits must not see since when nothing did
                }
                pending.addAndGet(bytes);
                writer.write(buffer, counting(bytes, handler));
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    private CompletionHandler<ByteBuffer> counting(int bytes, CompletionHandler<ByteBuffer> handler) {
        return new CompletionHandler<>() {
            @Override
            public void completed(ByteBuffer result) {
                gone(bytes);
                handler.completed(result);
            }

            @Override
            public void failed(Throwable failure) {
                gone(bytes);
                handler.failed(failure);
            }

            @Override
            public void cancelled() {
                gone(bytes);
                handler.cancelled();
            }
        };
    }

    private void gone(int bytes) {
        since = System.nanoTime();
        pending.addAndGet(-bytes);
    }

    /** Bytes that Grizzly holds for this connection, of pages or frames. */
    private long queued() {
        return connection instanceof NIOConnection queueing ? queueing.getAsyncWriteQueue().spaceInBytes() : 0;
    }

    /** Cuts the connection if it has used up our patience. */
    void check() {
        long waiting = Math.max(pending.get(), queued());
        if (parked && waiting == 0) {
            since = System.nanoTime(); // it is for us to answer; from then on it is for the client to take it
        }
        long waited = System.nanoTime() - since;
        boolean tooLong = upgraded ? waiting > 0 && waited > sendPatience : waited > requestPatience;
        if (tooLong || waiting > MOST_PENDING) {
            connection.terminateSilently();
        }
    }
}
