package chat.parley.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One of many TCP connections on one selector. Queues unsent bytes and keeps incomplete frames. The benchmark drives
 * 10 000 connections on one core, where the JDK's clients would cost more than the measured server. All connections
 * of a selector must be used by one thread; they share that thread's buffers.
 */
public final class NioConnection implements AutoCloseable {
    /** Consumes received bytes. @return the index of the first byte not consumed */
    public interface Reader {
        int take(byte[] bytes, int from, int end) throws IOException;
    }

    private static final byte[] NONE = {};
    private static final int ROOM = 1 << 20;
    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    private static final class Buffers {
        private final ByteBuffer in = ByteBuffer.allocateDirect(ROOM);
        private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 16);
        private final byte[] bytes = new byte[ROOM];
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Reader reader;
    private byte[] rest = NONE;
    private byte[] waiting = NONE;
    private boolean isOver;

    /** Connects to this machine. @param receiveBuffer in bytes; 0 for the system default */
    public NioConnection(Selector selector, int port, int receiveBuffer, Reader reader) throws IOException {
        this(selector, null, port, receiveBuffer, reader);
    }

    /** Like the other constructor. @param source the local address; null for the system default */
    public NioConnection(Selector selector, InetAddress source, int port, int receiveBuffer, Reader reader)
            throws IOException {
        this.reader = reader;
        channel = SocketChannel.open();
        if (source != null) {
            channel.bind(new InetSocketAddress(source, 0));
        }
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Writes; does nothing once the connection is closed, because unanswered messages count as lost. */
    public void write(byte[] bytes, int length) {
        if (isOver) {
            return;
        }
        if (waiting.length > 0) {
            waiting = joined(waiting, bytes, length);
            return;
        }
        ByteBuffer out = BUFFERS.get().out;
        out.clear().put(bytes, 0, length).flip();
        write(out);
        if (!isOver && out.hasRemaining()) {
            waiting = new byte[out.remaining()];
            out.get(waiting);
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            channel.write(bytes);
        } catch (IOException broken) {
            isOver = true;
        }
    }

    /** Handles the ready operations. @return false once the server has closed the connection */
    public boolean ready() throws IOException {
        if (key.isWritable()) {
            ByteBuffer more = ByteBuffer.wrap(waiting);
            write(more);
            waiting = Arrays.copyOfRange(waiting, more.position(), waiting.length);
            if (waiting.length == 0) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
        }
        if (!isOver && key.isReadable()) {
            read();
        }
        return !isOver;
    }

    private void read() throws IOException {
        Buffers buffers = BUFFERS.get();
        ByteBuffer in = buffers.in;
        in.clear().put(rest);
        try {
            isOver = channel.read(in) < 0;
        } catch (IOException reset) {
            isOver = true;
        }
        int end = in.flip().remaining();
        in.get(buffers.bytes, 0, end);
        int taken = reader.take(buffers.bytes, 0, end);
        if (taken == 0 && end == ROOM) {
            throw new IOException("a frame of more than " + ROOM + " bytes");
        }
        rest = taken < end ? Arrays.copyOfRange(buffers.bytes, taken, end) : NONE;
    }

    /** Stops reading. */
    public void stopReading() {
        key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    private static byte[] joined(byte[] first, byte[] second, int length) {
        byte[] both = Arrays.copyOf(first, first.length + length);
        System.arraycopy(second, 0, both, first.length, length);
        return both;
    }

    /** Resets the connection, so that no port remains in TIME_WAIT. */
    @Override
    public void close() throws IOException {
        isOver = true;
        key.cancel();
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }
}
