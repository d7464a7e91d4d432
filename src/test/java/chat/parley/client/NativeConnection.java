package chat.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;

/**
 * One connection that speaks {@code parley.v1}, from the attempt to connect to its end. The JDK answers the pings. Safe
 * for many threads.
 */
public final class NativeConnection {

    private static final String SUBPROTOCOL = "parley.v1";

    private final BiConsumer<NativeConnection, List<Heard>> heard;
    private final ObjIntConsumer<NativeConnection> over;
    private final AtomicBoolean ended = new AtomicBoolean();
    private CompletableFuture<WebSocket> sends;
    private volatile WebSocket socket;
    private volatile long heardAt = System.nanoTime();

    /**
     * Both are called on the network's threads.
     *
     * @param heard takes the events of each frame, never of two at a time
     * @param over takes the close code, once; {@link WireFrame#CUT} where there is none
     */
    public NativeConnection(BiConsumer<NativeConnection, List<Heard>> heard, ObjIntConsumer<NativeConnection> over) {
        this.heard = heard;
        this.over = over;
    }

    /** Connects. The future fails if that takes longer than the limit, or the server speaks another protocol. */
    public CompletableFuture<WebSocket> open(HttpClient client, URI server, Duration limit) {
        return open(client.newWebSocketBuilder(), server, limit);
    }

    /** The same, with headers of its own. */
    synchronized CompletableFuture<WebSocket> open(WebSocket.Builder builder, URI server, Duration limit) {
        sends = builder.connectTimeout(limit).subprotocols(SUBPROTOCOL).buildAsync(server, new Ear())
                .thenApply(NativeConnection::checked);
        return sends;
    }

    private static WebSocket checked(WebSocket open) {
        if (!open.getSubprotocol().equals(SUBPROTOCOL)) {
            open.abort();
            throw new IllegalStateException("the server speaks " + open.getSubprotocol());
        }
        return open;
    }

    /** Sends a text frame, whatever is in it, once those before it are sent. The future fails if it cannot be sent. */
    public synchronized CompletableFuture<WebSocket> send(String text) {
        sends = sends.thenCompose(open -> open.sendText(text, true));
        return sends;
    }

    /** Sends a close frame after all that is under way. */
    public synchronized CompletableFuture<WebSocket> goodbye() {
        sends = sends.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        return sends;
    }

    /** Cuts the connection, without a close frame. */
    public void abandon() {
        end(WireFrame.CUT);
        if (socket != null) {
            socket.abort();
        }
    }

    /** The time since anything came, in nanoseconds. */
    public long silentNanos() {
        return System.nanoTime() - heardAt;
    }

    private void end(int code) {
        if (ended.compareAndSet(false, true)) {
            over.accept(this, code);
        }
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
            if (ended.get()) {
                opened.abort();
            }
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            heardAt = System.nanoTime();
            frame.append(part);
            if (last) {
                String whole = frame.toString();
                frame.setLength(0);
                heard.accept(NativeConnection.this, Heard.in(whole));
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            from.abort();
            end(WireFrame.CUT);
        }
    }
}
