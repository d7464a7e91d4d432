package chat.parley.embedded;

import chat.parley.io.FrameChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
 * Writes encoded frames to Grizzly's write queue of a connection, bypassing its filters. If the socket accepts all
 * bytes, {@code done} is called before {@link #write} returns; the rest waits in the queue without a thread. Tyrus
 * writes its own frames (pongs, close) to the same queue, so frames do not interleave. With TLS, frames are encrypted
 * here.
 */
final class GrizzlyFrameChannel
        implements FrameChannel, CompletionHandler<WriteResult<WritableMessage, SocketAddress>> {
    private final NIOConnection connection;
    private final TlsStream tls;
    private final MemoryManager<?> memory;
    private final Writer<SocketAddress> queue;
    private final BooleanSupplier beforeWrite;
    private final Executor turns;
    private Consumer<Throwable> done;

    /**
     * @param tls null without TLS
     * @param beforeWrite called before frames are queued; returns whether they may be
     * @param turns runs what must not meet the connection's input
     */
    GrizzlyFrameChannel(NIOConnection connection, TlsStream tls, BooleanSupplier beforeWrite, Executor turns) {
        TCPNIOTransport transport = (TCPNIOTransport) connection.getTransport();
        this.connection = connection;
        this.tls = tls;
        this.memory = transport.getMemoryManager();
        this.queue = transport.getAsyncQueueIO().getWriter();
        this.beforeWrite = beforeWrite;
        this.turns = turns;
    }

    @Override
    @SuppressWarnings("unchecked") // a TCP connection's addresses are SocketAddress
    public void write(byte[] frames, Consumer<Throwable> done) {
        this.done = done;
        if (!beforeWrite.getAsBoolean()) {
            done.accept(new IOException("Connection is closing"));
            return;
        }
        Buffer buffer = Buffers.wrap(memory, frames);
        if (tls == null) {
            queue.write(connection, null, buffer, this);
        } else {
            tls.write(buffer, this);
        }
    }

    @Override
    public void inTurn(Runnable task) {
        turns.execute(task);
    }

    @Override
    public void completed(WriteResult<WritableMessage, SocketAddress> result) {
        done.accept(null);
    }

    @Override
    public void failed(Throwable failure) {
        done.accept(failure);
    }

    @Override
    public void cancelled() {
        done.accept(new IOException("Write cancelled"));
    }

    @Override
    public void updated(WriteResult<WritableMessage, SocketAddress> result) {}
}
