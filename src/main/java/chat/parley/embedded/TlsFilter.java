package chat.parley.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.asyncqueue.WritableMessage;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;

/**
 * TLS between the transport and all other filters. Takes the place of Grizzly's filter, which blocks a selector thread
 * while a client renegotiates, computes signatures on it, and does not end connections as TLS demands.
 */
final class TlsFilter extends BaseFilter {
    private static final System.Logger LOG = System.getLogger(TlsFilter.class.getName());

    private final Function<Connection<?>, TcpConnection> connections;
    private final Consumer<TcpConnection> received;
    private final Executor tasks;

    /**
     * @param connections finds the state of an open connection; null if it has closed
     * @param received called after each read, with what is held in {@link TcpConnection#encrypted}
     * @param tasks computes signatures and keys; each connection has at most one task
     */
    TlsFilter(Function<Connection<?>, TcpConnection> connections, Consumer<TcpConnection> received, Executor tasks) {
        this.connections = connections;
        this.received = received;
        this.tasks = tasks;
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        TcpConnection tcp = connections.apply(context.getConnection());
        Buffer read = context.getMessage();
        if (tcp == null || tcp.discards(read.remaining())) {
            return context.getStopAction();
        }
        TlsStream tls = tcp.tls();
        if (tls.isUnused() && Character.isLetter(read.get(read.position()))) { // a method; TLS begins with 22
            return BadRequest.send("This port needs https", context, tcp);
        }
        ByteBuffer plain;
        try {
            plain = tls.read(read.toByteBuffer());
        } catch (SSLException e) {
            LOG.log(Level.DEBUG, "TLS failed", e);
            tcp.end();
            return context.getStopAction();
        }
        read.tryDispose();
        tcp.encrypted(tls.held());
        received.accept(tcp);
        if (tls.needsTask()) {
            return compute(tls, context);
        }
        if (plain.hasRemaining()) {
            context.setMessage(Buffers.wrap(context.getMemoryManager(), plain));
            return context.getInvokeAction();
        }
        if (tls.hasEnded()) {
            tcp.end();
        }
        return context.getStopAction();
    }

    private NextAction compute(TlsStream tls, FilterChainContext context) {
        context.setMessage(Buffers.EMPTY_BUFFER); // the stream has taken the bytes
        context.suspend();
        tasks.execute(() -> {
            if (context.getConnection().isOpen()) { // else it was cut while it waited
                tls.runTasks();
            }
            context.resume();
        });
        return context.getSuspendAction();
    }

    @Override
    @SuppressWarnings("unchecked") // Grizzly's
    public NextAction handleWrite(FilterChainContext context) {
        FilterChainContext.TransportContext transport = context.getTransportContext();
        CompletionHandler<WriteResult<WritableMessage, SocketAddress>> handler = transport.getCompletionHandler();
        transport.setCompletionHandler(null);
        transport.setMessageCloner(null);
        TcpConnection tcp = connections.apply(context.getConnection());
        if (tcp != null) {
            tcp.tls().write(context.getMessage(), handler);
        } else if (handler != null) {
            handler.failed(new IOException("Connection closed"));
        }
        return context.getStopAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        TcpConnection tcp = connections.apply(context.getConnection());
        if (tcp != null) {
            tcp.tls().closing();
        }
        return context.getInvokeAction();
    }
}
