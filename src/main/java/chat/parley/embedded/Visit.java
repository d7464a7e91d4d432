package chat.parley.embedded;

import chat.parley.host.FrameChannel;
import chat.parley.host.Memory;
import chat.parley.host.WebSockets;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * One TCP connection: how long it has been here without a whole request, what it has sent of one, and, once it is a
 * WebSocket, what waits for it to read. Safe for many threads.
 */
final class Visit {
    private static final System.Logger LOG = System.getLogger(Visit.class.getName());
    private static final long MOST_PENDING = 4L << 20;
    /** What a frame costs beside its bytes while it waits: buffers, futures and handlers of Tyrus and Grizzly. */
    private static final int FRAME_OVERHEAD = 512;
    /** Frames of Tyrus's own (pongs, a close) that may wait, with their overhead. */
    private static final long MOST_FRAMES_PENDING = 1_000L * FRAME_OVERHEAD;
    /** Beyond this much that the client has not taken, its next request waits. */
    private static final int MOST_UNREAD = 64 * 1024;
    private static final int OPCODE = 0x0f;
    private static final int CLOSE = 0x08;

    private final Connection<?> connection;
    private final Limits limits;
    private final Share share;
    private final Executor threads;
    /** Goes on with the request that waits for the client to read. */
    private final AtomicReference<Runnable> held = new AtomicReference<>();
    /** Tyrus's own frames, with their overhead. */
    private final AtomicLong pending = new AtomicLong();
    /** Null once the connection is a WebSocket. */
    private volatile RequestGuard guard = new RequestGuard();
    private volatile long requestBytes;
    private volatile long since = System.nanoTime();
    private volatile boolean upgraded;
    private volatile boolean parked;
    private volatile long leavingSince;
    private volatile boolean leaving;

    /**
     * @param requestTimeout for a request, or until the next one
     * @param sendTimeout after which the chat gives its session up; the connection is cut when the goodbye does not get
     *     through either
     * @param requestBytes most bytes of a request that the host holds
     */
    record Limits(Duration requestTimeout, Duration sendTimeout, int requestBytes) {}

    /** @param threads where requests go on that had to wait */
    Visit(Connection<?> connection, Limits limits, Memory memory, Executor threads) {
        this.connection = connection;
        this.threads = threads;
        this.limits = limits;
        this.share = new Share(memory);
    }

    /** Bytes have come in. For the thread that reads. @return false if they are no proper HTTP */
    boolean reads(ByteBuffer bytes) {
        RequestGuard requests = guard;
        if (requests == null) {
            return true;
        }
        requestBytes = Math.min(requestBytes + bytes.remaining(), limits.requestBytes());
        share.in(requestBytes);
        return requests.take(bytes);
    }

    /** Whether the client asks for more before it has read what it asked for. */
    boolean isBehind() {
        return connection.isOpen() && queued() > MOST_UNREAD;
    }

    /** A request waits until the client is no longer behind, or has left. */
    void hold(Runnable goOn) {
        held.set(goOn);
        if (!isBehind()) {
            release();
        }
    }

    private void release() {
        Runnable goOn = held.getAndSet(null);
        if (goOn != null) {
            threads.execute(goOn);
        }
    }

    /** Told how much of an incomplete message has come in. */
    void unfinished(long bytes) {
        share.in(bytes);
    }

    /** A request has come, and may still bring a body. */
    void begun() {
        since = System.nanoTime();
        parked = false;
    }

    /** A request has been answered, and the next one may come. */
    void served() {
        begun();
        requestBytes = 0;
        share.in(0);
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
        guard = null;
        share.in(0);
        share.out(0);
        return new Writer() {
            @Override
            public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> handler) {
                if (buffer.hasRemaining() && (buffer.get(buffer.position()) & OPCODE) == CLOSE) {
                    leave();
                }
                int weight = FRAME_OVERHEAD + buffer.remaining();
                if (pending.get() == 0) {
                    writes();
                }
                long waiting = pending.addAndGet(weight);
                share.out(waiting);
                writer.write(buffer, new NotifyingHandler(handler, () -> gone(weight)));
                if (waiting > MOST_FRAMES_PENDING) {
                    cut(); // a client that asks for pongs and does not read them
                }
            }

            @Override
            public void close() throws IOException {
                leave();
                writer.close();
            }
        };
    }

    /** The session is over. Its last frames wait behind all that the client has not read, but not for long. */
    private void leave() {
        if (!leaving) {
            leavingSince = System.nanoTime();
            leaving = true;
        }
    }

    private void gone(int weight) {
        since = System.nanoTime();
        share.out(pending.addAndGet(-weight));
    }

    /** Bytes that Grizzly holds for this connection, of pages or frames. */
    private long queued() {
        return connection instanceof NIOConnection queueing ? queueing.getAsyncWriteQueue().spaceInBytes() : 0;
    }

    /** Cuts the connection if it has used up our patience. */
    void check() {
        if (held.get() != null && !isBehind()) {
            release();
        }
        long queued = queued();
        long waiting = Math.max(pending.get(), queued);
        if (!upgraded) {
            share.out(queued); // of a WebSocket's frames many belong to other connections as well
        }
        if (parked && waiting == 0) {
            since = System.nanoTime(); // it is for us to answer; from then on it is for the client to take it
        }
        long now = System.nanoTime();
        long waited = now - since;
        boolean tooLong = upgraded ? waiting > 0 && waited > limits.sendTimeout().plus(WebSockets.GOODBYE).toNanos()
                : waited > limits.requestTimeout().toNanos();
        boolean overstays = leaving && now - leavingSince > WebSockets.GOODBYE.toNanos();
        if (tooLong || overstays || waiting > MOST_PENDING) {
            cut();
        }
    }

    /** Bytes that the server holds for this connection alone. */
    long weight() {
        return share.bytes();
    }

    /** Ends the connection at once. A WebSocket's is reset: else the kernel keeps it for as long as the client reads a little. */
    void cut() {
        if (upgraded && connection instanceof NIOConnection nio) {
            forgetUnread(nio);
            connection.terminateSilently();
            nio.getSelectionKey().selector().wakeup(); // a socket is closed by its selector
        } else {
            connection.terminateSilently();
        }
        ended();
    }

    private static void forgetUnread(NIOConnection connection) {
        try {
            ((SocketChannel) connection.getChannel()).setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection has ended already", e);
        }
    }

    void ended() {
        share.end();
        release();
    }
}
