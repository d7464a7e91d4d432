package chat.parley.embedded;

import chat.parley.lane.Turns;
import java.nio.ByteBuffer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.memory.ByteBufferArray;
import org.glassfish.tyrus.core.CloseReasons;

/**
 * Passes the bytes of WebSockets to Tyrus. Each WebSocket gets this short chain of filters in place of the one for HTTP,
 * and what HTTP remembers of the connection is released, which is about half of an idle connection's memory.
 */
final class FrameFilter extends BaseFilter {
    private static final Attribute<WebSocket> WEB_SOCKET =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(FrameFilter.class.getName());

    private final FilterChain chain;

    FrameFilter(ConnectionFilter connections) {
        FilterChainBuilder filters = FilterChainBuilder.stateless().add(new TransportFilter());
        connections.guard(filters);
        chain = filters.add(this).build();
    }

    /** The Tyrus side of a connection. Grizzly may report a close on another thread than the reads. */
    private static final class WebSocket {
        private final org.glassfish.tyrus.spi.Connection tyrus;
        private final Turns turns;
        private boolean hasHttp = true;

        WebSocket(org.glassfish.tyrus.spi.Connection tyrus, Turns turns) {
            this.tyrus = tyrus;
            this.turns = turns;
        }

        void read(Buffer bytes) {
            if (!bytes.isComposite()) {
                read(bytes.toByteBuffer());
                return;
            }
            ByteBufferArray parts = bytes.toByteBufferArray();
            for (int i = 0; i < parts.size(); i++) {
                read(parts.getArray()[i]);
            }
            parts.recycle();
        }

        private void read(ByteBuffer bytes) {
            turns.execute(() -> tyrus.getReadHandler().handle(bytes));
        }

        void close() {
            turns.execute(() -> tyrus.close(CloseReasons.CLOSED_ABNORMALLY.getCloseReason()));
        }
    }

    /** Takes the connection over, from the next read on. @param turns runs everything that Tyrus is told of it */
    void take(Connection<?> connection, org.glassfish.tyrus.spi.Connection tyrus, Turns turns) {
        WEB_SOCKET.set(connection, new WebSocket(tyrus, turns));
        connection.setProcessor(chain);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        WebSocket socket = WEB_SOCKET.get(context.getConnection());
        if (socket == null) {
            return context.getStopAction(); // closed meanwhile
        }
        if (socket.hasHttp) { // only now is the request that upgraded it finished
            socket.hasHttp = false;
            context.getConnection().getAttributes().clear();
            WEB_SOCKET.set(context.getConnection(), socket);
            if (!context.getConnection().isOpen()) {
                socket.close(); // a concurrent close may have found no WebSocket
            }
        }
        socket.read(context.<Buffer>getMessage());
        return context.getStopAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        WebSocket socket = WEB_SOCKET.remove(context.getConnection());
        if (socket != null) {
            socket.close();
        }
        return context.getInvokeAction();
    }
}
