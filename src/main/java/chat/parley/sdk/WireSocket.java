package chat.parley.sdk;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection, from the attempt to its end. Sends one frame at a time, because some hosts refuse more. Thread-safe.
 */
final class WireSocket extends Endpoint {
    /** Far more than the server sends at once. */
    private static final int MOST_CHARACTERS = 8 << 20;

    private static final List<String> SUBPROTOCOLS = List.of("parley.v1");
    private static final int NO_CODE = 1006;

    /** Called on threads of the WebSocket container. */
    interface Ear {
        /** May block: then the container reads no further. */
        void frame(WireSocket from, String text);

        /** At most once, unless the socket was forgotten before. */
        void closed(WireSocket from, int code, String reason);
    }

    private final Ear ear;
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean inFlight;
    private volatile Session session;
    private volatile boolean forgotten;

    WireSocket(Ear ear) {
        this.ear = ear;
    }

    /** Blocks until the connection is open. */
    void connect(WebSocketContainer container, URI url) throws DeploymentException, IOException {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(SUBPROTOCOLS)
                .build();
        session = container.connectToServer(this, config, url); // onOpen may come later
        if (forgotten) {
            hangUp();
        }
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        opened.setMaxIdleTimeout(-1); // the client watches the connection itself
        opened.setMaxTextMessageBufferSize(MOST_CHARACTERS);
        opened.addMessageHandler(String.class, text -> {
            if (!forgotten) {
                ear.frame(this, text);
            }
        });
        session = opened;
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        end(reason.getCloseCode().getCode(), reason.getReasonPhrase());
    }

    @Override
    public void onError(Session failed, Throwable failure) {
        if (!failed.isOpen()) {
            end(NO_CODE, failure.getClass().getSimpleName());
        }
    }

    private void end(int code, String reason) {
        if (!forgotten) {
            ear.closed(this, code, reason);
        }
    }

    /** Sends a frame after those that wait. Never blocks. The caller sees to it that they are few. */
    void send(String text) {
        waiting.add(text);
        drain();
    }

    /** The loop, and no recursion, because a host may call back before {@code sendText} returns. */
    private void drain() {
        if (rounds.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            String next;
            while (!inFlight && (next = waiting.poll()) != null) {
                inFlight = true;
                put(next);
            }
            missed = rounds.addAndGet(-missed);
        } while (missed != 0);
    }

    private void put(String text) {
        try {
            session.getAsyncRemote().sendText(text, this::sent);
        } catch (RuntimeException e) { // such as on a closed session
            end(NO_CODE, e.getClass().getSimpleName());
        }
    }

    private void sent(SendResult result) {
        if (result.isOK()) {
            inFlight = false;
            drain();
        } else {
            end(NO_CODE, "Sending failed");
        }
    }

    boolean isForgotten() {
        return forgotten;
    }

    /** Nothing is heard of it any more. Call {@link #hangUp} afterwards. */
    void forget() {
        forgotten = true;
    }

    /** Closes the connection. May block. */
    void hangUp() {
        Session open = session;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException | RuntimeException gone) {
            // it is closed anyway
        }
    }
}
