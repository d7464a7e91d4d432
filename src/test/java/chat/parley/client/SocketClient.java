package chat.parley.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An Engine.IO session over WebSocket, or the WebSocket for another session's upgrade. Not thread-safe. */
public final class SocketClient implements EngineClient {
    private static final String END = "the end";

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private JsonObject handshake;

    private SocketClient(Door door, String query) throws Exception {
        socket = door.connect(query, new Ear()).get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** A session without a namespace. */
    public static SocketClient open(Host host) throws Exception {
        return open(Door.of(host));
    }

    public static SocketClient open(Door door) throws Exception {
        SocketClient client = new SocketClient(door, Door.WEBSOCKET);
        client.handshake = EngineClient.object(client.frame());
        return client;
    }

    /** A session in the namespaces {@code /} and {@code /parley}, the latter as a guest with this name. */
    public static SocketClient named(String name, Host host) throws Exception {
        SocketClient client = open(host);
        client.enterAs(name);
        return client;
    }

    /** Another WebSocket with a session's id. It has sent nothing yet. */
    public static SocketClient to(EngineClient session, Host host) throws Exception {
        SocketClient client = new SocketClient(Door.of(host), Door.WEBSOCKET + "&sid=" + session.sid());
        client.handshake = session.handshake();
        return client;
    }

    @Override
    public JsonObject handshake() {
        return handshake;
    }

    @Override
    public void send(String... packets) throws Exception {
        for (String packet : packets) {
            var sent = packet.startsWith("b")
                    ? socket.sendBinary(ByteBuffer.wrap(Base64.getDecoder().decode(packet.substring(1))), true)
                    : socket.sendText(packet, true);
            try {
                sent.get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof IOException)) {
                    throw e;
                }
            }
        }
    }

    /** Sends any text frame. */
    public void sendText(String frame) throws Exception {
        socket.sendText(frame, true).get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public String next() throws Exception {
        long deadline = System.nanoTime() + Door.PATIENCE.toNanos();
        String packet = frame();
        while ("2".equals(packet) || "6".equals(packet)) {
            assertTrue(System.nanoTime() < deadline, "only heartbeats received");
            if (packet.equals("2")) {
                send("3");
            }
            packet = frame();
        }
        return packet;
    }

    /** The next frame of any kind; null once the connection has ended. */
    public String frame() throws InterruptedException {
        String frame = frames.poll(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("nothing received");
        }
        if (frame.equals(END)) {
            frames.add(END);
            return null;
        }
        return frame;
    }

    /** Waits for the end. @return the server's close code, or {@link WireFrame#CUT} */
    public int awaitClose() throws Exception {
        awaitEnd();
        return closed.get(Door.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Cuts the connection. */
    @Override
    public void close() {
        socket.abort();
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            byte[] more = new byte[part.remaining()];
            part.get(more);
            bytes.writeBytes(more);
            if (last) {
                frames.add("b" + Base64.getEncoder().encodeToString(bytes.toByteArray()));
                bytes.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            frames.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closed.complete(WireFrame.CUT);
            frames.add(END);
        }
    }
}
