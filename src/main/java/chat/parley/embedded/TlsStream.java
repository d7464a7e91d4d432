package chat.parley.embedded;

import chat.parley.lane.Turns;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.Writer;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/**
 * TLS on one connection. Decrypts what the client sends; encrypts what the server sends, and queues it in the order of
 * encryption, as record numbers demand. Refuses renegotiation. Never blocks. {@link #read} and {@link #runTasks} are
 * for one thread at a time, the other methods for all.
 */
final class TlsStream {
    private static final System.Logger LOG = System.getLogger(TlsStream.class.getName());
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** Where records are made before they are copied; the engine demands room for the largest. */
    private static final ThreadLocal<ByteBuffer> RECORD = ThreadLocal.withInitial(() -> NOTHING);

    private final SSLEngine engine;
    private final NIOConnection connection;
    private final MemoryManager<?> memory;
    private final Writer<SocketAddress> queue;
    /** Encrypted under its lock. */
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    /** Queues writes outside the lock, because their handlers may run at once. */
    private final Turns turns = new Turns();

    private volatile boolean begun;
    private boolean established;
    private long handshakeBytes;
    /** An incomplete record. */
    private ByteBuffer rest = NOTHING;

    private record Outgoing(Buffer records, CompletionHandler<WriteResult<WritableMessage, SocketAddress>> handler) {}

    TlsStream(SSLEngine engine, NIOConnection connection) throws SSLException {
        TCPNIOTransport transport = (TCPNIOTransport) connection.getTransport();
        this.engine = engine;
        this.connection = connection;
        this.memory = transport.getMemoryManager();
        this.queue = transport.getAsyncQueueIO().getWriter();
        engine.beginHandshake();
    }

    /** Whether the client has sent nothing yet. */
    boolean isUnused() {
        return !begun;
    }

    /**
     * Decrypts.
     *
     * @return the plaintext; empty during the handshake
     * @throws SSLException if the client violates the protocol; {@link #end} tells it so
     */
    ByteBuffer read(ByteBuffer received) throws SSLException {
        begun = true;
        handshakeBytes += established ? 0 : received.remaining();
        ByteBuffer records = joined(rest, received);
        ByteBuffer plain = ByteBuffer.allocate(records.remaining()); // plaintext is never longer
        boolean progress = true;
        while (progress) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_WRAP) {
                flush();
                progress = engine.getHandshakeStatus() != status;
            } else if (status == HandshakeStatus.NEED_TASK || !records.hasRemaining()) {
                progress = false;
            } else {
                established |= status == HandshakeStatus.NOT_HANDSHAKING;
                SSLEngineResult result = engine.unwrap(records, plain);
                progress = result.getStatus() == Status.OK
                        && (result.bytesConsumed() > 0 || engine.getHandshakeStatus() != status);
            }
        }
        if (established && needsTask()) {
            throw new SSLException("Renegotiation refused");
        }
        rest = records.hasRemaining() ? joined(records, NOTHING) : NOTHING;
        return plain.flip();
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    /** Whether the handshake goes on only after {@link #runTasks} and another {@link #read}. */
    boolean needsTask() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
    }

    /** Computes signatures and keys, which takes milliseconds. */
    void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Whether the client has announced that it sends no more. */
    boolean hasEnded() {
        return engine.isInboundDone();
    }

    /** An estimate of the bytes that an unfinished handshake or record holds. */
    long held() {
        return rest.remaining() + (established ? 0 : handshakeBytes);
    }

    /** Encrypts the data before this method returns, and queues it. @param handler may be null */
    void write(Buffer plain, CompletionHandler<WriteResult<WritableMessage, SocketAddress>> handler) {
        try {
            synchronized (outgoing) {
                outgoing.add(new Outgoing(wrap(plain.toByteBuffer()), handler));
            }
        } catch (SSLException e) {
            if (handler != null) {
                handler.failed(e);
            }
            return;
        }
        plain.tryDispose();
        turns.execute(this::queueNext);
    }

    private void flush() throws SSLException {
        synchronized (outgoing) {
            outgoing.add(new Outgoing(wrap(NOTHING), null));
        }
        turns.execute(this::queueNext);
    }

    /** Queues the last record, close_notify or an alert. @param handler gets to know when the client has all of it */
    void end(CompletionHandler<WriteResult<WritableMessage, SocketAddress>> handler) {
        synchronized (outgoing) {
            outgoing.add(new Outgoing(begun ? last() : Buffers.EMPTY_BUFFER, handler));
        }
        turns.execute(this::queueNext);
    }

    /**
     * Sends close_notify past the queue if that is empty. For connections that Grizzly is about to close: its queue takes
     * nothing more.
     */
    void closing() {
        synchronized (outgoing) {
            if (begun && outgoing.isEmpty() && connection.getAsyncWriteQueue().spaceInBytes() == 0) {
                try {
                    ((SocketChannel) connection.getChannel()).write(last().toByteBuffer());
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "Connection already closed", e);
                }
            }
        }
    }

    private Buffer last() {
        try {
            engine.closeOutbound();
            return wrap(NOTHING);
        } catch (SSLException e) {
            return Buffers.EMPTY_BUFFER; // already ended
        }
    }

    private void queueNext() {
        Outgoing next = outgoing.remove();
        queue.write(connection, null, next.records(), next.handler());
    }

    private Buffer wrap(ByteBuffer plain) throws SSLException {
        Buffer records = Buffers.EMPTY_BUFFER;
        SSLEngineResult result;
        do {
            ByteBuffer record = record(engine.getSession().getPacketBufferSize());
            result = engine.wrap(plain, record);
            if (record.position() > 0) {
                byte[] copy = Arrays.copyOf(record.array(), record.position());
                records = Buffers.appendBuffers(memory, records, Buffers.wrap(memory, copy));
            }
        } while (result.getStatus() == Status.OK
                && (plain.hasRemaining() || result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP));
        if (plain.hasRemaining()) {
            throw new SSLException("Connection is closing");
        }
        return records;
    }

    private static ByteBuffer record(int size) {
        if (RECORD.get().capacity() < size) {
            RECORD.set(ByteBuffer.allocate(size));
        }
        return RECORD.get().clear();
    }
}
