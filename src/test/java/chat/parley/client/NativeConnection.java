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
 * One connection with {@code parley.v1}, from the connection attempt to its end. The JDK answers pings. Thread-safe.
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
     * The consumers are called on network threads.
     *
     * @param heard receives the events of each frame; calls never overlap
     * @param over receives the close code once; {@link WireFrame#CUT} if there is none
     */
    public NativeConnection(BiConsumer<NativeConnection, List<Heard>> heard, ObjIntConsumer<NativeConnection> over) {
        this.heard = heard;
        this.over = over;
    }

    /** Connects. The future fails on a timeout or if the server selects another protocol. */
    public CompletableFuture<WebSocket> open(HttpClient client, URI server, Duration limit) {
        return open(client.newWebSocketBuilder(), server, limit);
    }

    /** Connects with extra headers. */
    synchronized CompletableFuture<WebSocket> open(WebSocket.Builder builder, URI server, Duration limit) {
        sends = builder.connectTimeout(limit)
                .subprotocols(SUBPROTOCOL)
                .buildAsync(server, new Ear())
                .thenApply(NativeConnection::checked);
        return sends;
    }

    private static WebSocket checked(WebSocket open) {
        if (!open.getSubprotocol().equals(SUBPROTOCOL)) {
            open.abort();
            throw new IllegalStateException("the server selected the subprotocol " + open.getSubprotocol());
        }
        return open;
    }

    /** Sends any text frame, after pending ones. The future fails if sending fails. */
    public synchronized CompletableFuture<WebSocket> send(String text) {
        sends = sends.thenCompose(open -> open.sendText(text, true));
        return sends;
    }

    /** Sends a close frame, after pending frames. */
    public synchronized CompletableFuture<WebSocket> goodbye() {
        sends = sends.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        return sends;
    }

    /** Drops the connection without a close frame. */
    public void abandon() {
        end(WireFrame.CUT);
        if (socket != null) {
            socket.abort();
        }
    }

    /** Nanoseconds since the last incoming data. */
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
