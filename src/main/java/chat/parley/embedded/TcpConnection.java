package chat.parley.embedded;

import chat.parley.io.FrameChannel;
import chat.parley.io.Memory;
import chat.parley.io.WebSockets;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.tyrus.spi.Writer;

/**
 * The state of one TCP connection: how long it has been without a complete request, the bytes of an incomplete one,
 * and, once it is a WebSocket, the bytes that it has not read. Thread-safe.
 */
final class TcpConnection {
    private static final System.Logger LOG = System.getLogger(TcpConnection.class.getName());
    private static final long MAX_PENDING = 4L << 20;
    /** Memory per queued frame in addition to its bytes: buffers, futures and handlers of Tyrus and Grizzly. */
    private static final int FRAME_OVERHEAD = 512;
    /** Maximum bytes of queued Tyrus frames (pongs, close), with overhead. */
    private static final long MAX_FRAMES_PENDING = 1_000L * FRAME_OVERHEAD;
    /** Unread response bytes beyond which the client's next request waits. */
    private static final int MAX_UNREAD = 64 * 1024;

    /** Input that is discarded at the end; a client that sends more is reset. */
    private static final long MAX_DISCARDED = 16L << 20;

    private static final int OPCODE = 0x0f;
    private static final int CLOSE = 0x08;

    private final Connection<?> connection;
    private final TlsStream tls;
    private final ConnectionLimits limits;
    private final ConnectionMemory memory;
    private final Executor threads;
    /** Resumes the request that waits for the client to read. */
    private final AtomicReference<Runnable> held = new AtomicReference<>();
    /** Bytes of queued Tyrus frames, with overhead. */
    private final AtomicLong pending = new AtomicLong();
    /** Frees the body of the current request. */
    private final AtomicReference<Runnable> body = new AtomicReference<>();
    /** Null once the connection is a WebSocket. */
    private volatile RequestGuard guard = new RequestGuard();

    private volatile long requestBytes;
    private volatile long since = System.nanoTime();
    private volatile boolean upgraded;
    private volatile boolean parked;
    private volatile long leavingSince;
    private volatile boolean leaving;
    /** Whether the server has ended the connection: queued frames are still sent, and input is discarded. */
    private volatile boolean ended;

    private long discarded;

    /**
     * @param requestTimeout time to send a request, or to stay idle before the next one
     * @param sendTimeout time after which the chat closes the session; the connection is cut if the close frame is not
     *     sent either
     * @param requestBytes maximum bytes of a request in memory
     */
    record ConnectionLimits(Duration requestTimeout, Duration sendTimeout, int requestBytes) {}

    /**
     * @param tls null without TLS
     * @param threads executes suspended requests when they resume
     */
    TcpConnection(Connection<?> connection, TlsStream tls, ConnectionLimits limits, Memory memory, Executor threads) {
        this.connection = connection;
        this.tls = tls;
        this.threads = threads;
        this.limits = limits;
        this.memory = new ConnectionMemory(memory);
    }

    Connection<?> connection() {
        return connection;
    }

    /** Null without TLS. */
    TlsStream tls() {
        return tls;
    }

    /** Sets the bytes of an incomplete TLS handshake or record. */
    void encrypted(long bytes) {
        memory.setEncrypted(bytes);
    }

    /** Checks incoming bytes. Called by the reading thread only. @return false if they are not valid HTTP */
    boolean receive(ByteBuffer bytes) {
        RequestGuard requests = guard;
        if (requests == null) {
            return true;
        }
        requestBytes = Math.min(requestBytes + bytes.remaining(), limits.requestBytes());
        memory.setIn(requestBytes);
        return requests.take(bytes);
    }

    /** Whether the client sends requests without reading the responses. */
    boolean isBehind() {
        return connection.isOpen() && queued() > MAX_UNREAD;
    }

    /** Holds a request until {@link #resumes}. */
    void hold(Runnable resume) {
        held.set(resume);
    }

    /** Resumes the held request if the client is no longer behind or has disconnected. @return false if it still waits */
    boolean resumes() {
        if (isBehind()) {
            return false;
        }
        release();
        return true;
    }

    private void release() {
        Runnable resume = held.getAndSet(null);
        if (resume != null) {
            threads.execute(resume);
        }
    }

    /** Sets the received bytes of an incomplete message. */
    void unfinished(long bytes) {
        memory.setIn(bytes);
    }

    /** The head of a request has arrived; a body may follow. */
    void requestStarted() {
        since = System.nanoTime();
        parked = false;
    }

    /** A response has been sent. */
    void requestCompleted() {
        requestStarted();
        requestBytes = 0;
        memory.setIn(0);
        body.set(null);
    }

    /** @param free frees the body of the current request; called if the connection ends before the request is complete */
    void reading(Runnable free) {
        body.set(free);
        if (!connection.isOpen()) {
            freeBody();
        }
    }

    private void freeBody() {
        Runnable free = body.getAndSet(null);
        if (free != null) {
            free.run();
        }
    }

    /** A complete request waits for the server, as in long polling; the client is not idle. */
    void park() {
        parked = true;
    }

    /** A channel for encoded frames. @param turns see {@link FrameChannel#inTurn} */
    FrameChannel frames(Executor turns) {
        return new GrizzlyFrameChannel(
                (NIOConnection) connection,
                tls,
                () -> {
                    beforeWrite();
                    return !leaving; // nothing follows a close frame
                },
                turns);
    }

    /** Must be called before bytes are queued. */
    private void beforeWrite() {
        since = System.nanoTime(); // before queueing: check() must not see queued bytes with an old time
    }

    /** Turns the connection into a WebSocket. @return a writer that counts queued bytes */
    Writer upgrade(Writer writer) {
        upgraded = true;
        guard = null;
        memory.setIn(0);
        memory.setOut(0);
        return new Writer() {
            @Override
            public void write(ByteBuffer buffer, org.glassfish.tyrus.spi.CompletionHandler<ByteBuffer> handler) {
                if (buffer.hasRemaining() && (buffer.get(buffer.position()) & OPCODE) == CLOSE) {
                    leave();
                }
                int weight = FRAME_OVERHEAD + buffer.remaining();
                if (pending.get() == 0) {
                    beforeWrite();
                }
                long waiting = pending.addAndGet(weight);
                memory.setOut(waiting);
                writer.write(buffer, new NotifyingHandler(handler, () -> written(weight)));
                if (waiting > MAX_FRAMES_PENDING) {
                    cut(); // the client sends pings and does not read the pongs
                }
            }

            @Override
            public void close() {
                end();
            }
        };
    }

    /** Starts the time limit for the last frames, which are queued behind all unread bytes. */
    private void leave() {
        if (!leaving) {
            leavingSince = System.nanoTime();
            leaving = true;
        }
    }

    private void written(int weight) {
        since = System.nanoTime();
        long waiting = pending.addAndGet(-weight);
        memory.setOut(waiting);
        if (ended && waiting == 0) {
            endOutput();
        }
    }

    /**
     * Ends the connection: discards input from now on, and ends the output after the queued frames. Then waits for the
     * client to end its own, within a time limit. A socket closed with unread input would be reset, and the client could
     * lose the last frames.
     */
    void end() {
        leave();
        ended = true;
        if (pending.get() == 0) {
            endOutput();
        }
    }

    /** Ends the connection like a WebSocket, but after the response that gets this handler. */
    @SuppressWarnings("rawtypes") // Grizzly's
    CompletionHandler<WriteResult> ending() {
        leave();
        ended = true;
        return new AfterWrite<>(this::endOutput);
    }

    /** Whether input is discarded. */
    boolean hasEnded() {
        return ended;
    }

    /** Discards input if the server has ended the connection. Called by the reading thread only. */
    boolean discards(int bytes) {
        if (ended && (discarded += bytes) > MAX_DISCARDED) {
            cut();
        }
        return ended;
    }

    private void endOutput() {
        if (tls == null) {
            shutdownOutput();
        } else {
            tls.end(new AfterWrite<>(this::shutdownOutput));
        }
    }

    private void shutdownOutput() {
        try {
            channel((NIOConnection) connection).shutdownOutput();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Connection already closed", e);
            connection.closeSilently();
        }
    }

    /** Bytes of pages or frames in Grizzly's write queue. */
    private long queued() {
        return connection instanceof NIOConnection queueing
                ? queueing.getAsyncWriteQueue().spaceInBytes()
                : 0;
    }

    /** Cuts the connection if it exceeds a time limit or holds too many bytes. Called periodically. */
    void check() {
        long queued = queued();
        long waiting = Math.max(pending.get(), queued);
        if (!upgraded || tls != null) {
            memory.setOut(waiting); // without TLS, a WebSocket's frames are shared with other connections
        }
        if (parked && waiting == 0) {
            since = System.nanoTime(); // the client's time starts when it has something to read
        }
        long now = System.nanoTime();
        long waited = now - since;
        boolean timedOut = upgraded
                ? waiting > 0
                        && waited
                                > limits.sendTimeout().plus(WebSockets.GOODBYE).toNanos()
                : waited > limits.requestTimeout().toNanos();
        boolean closeTimedOut = leaving && now - leavingSince > WebSockets.GOODBYE.toNanos();
        if (timedOut || closeTimedOut || waiting > MAX_PENDING) {
            cut();
        }
    }

    /** Bytes in memory for this connection alone. */
    long weight() {
        return memory.bytes();
    }

    /** Ends the connection. Resets a WebSocket, which the kernel would keep while a slow client reads on. */
    void cut() {
        NIOConnection nio = (NIOConnection) connection;
        if (upgraded) {
            discardUnsent(nio);
        }
        connection.terminateSilently();
        nio.getSelectionKey().selector().wakeup(); // the selector closes the socket
        closed();
    }

    private static void discardUnsent(NIOConnection connection) {
        try {
            channel(connection).setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Connection already closed", e);
        }
    }

    private static SocketChannel channel(NIOConnection connection) {
        return (SocketChannel) connection.getChannel();
    }

    void closed() {
        memory.release();
        freeBody();
        release();
    }
}
