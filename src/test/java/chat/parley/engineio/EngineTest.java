package chat.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Door;
import chat.parley.embedded.EmbeddedSuite;
import chat.parley.identity.Origins;
import chat.parley.io.Memory;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the Engine.IO server under an application other than Socket.IO. */
class EngineTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PAYLOAD = 100_000;

    private EmbeddedSuite host;

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void packetsSentImmediatelyFollowTheHandshake() throws Exception {
        Door door = start(session -> {
            session.send(List.of(Packet.typed("4first"), Packet.message(new byte[] {1, 2, 3})), failure -> {});
            return new Echo(session);
        });
        String body = door.get(Door.POLLING).body();
        assertTrue(body.startsWith("0{"), body);
        Ear ear = new Ear();
        door.connect(Door.WEBSOCKET, ear).join();
        assertTrue(ear.next().startsWith("text 0{"));
        assertEquals("text 4first", ear.next());
        assertEquals("bytes 3", ear.next());
    }

    @Test
    void binaryDataIsSentAsTheClientRequests() throws Exception {
        Door door = start(Echo::new);
        for (String query : List.of("", "&b64=1")) {
            Ear ear = new Ear();
            WebSocket socket = door.connect(Door.WEBSOCKET + query, ear).join();
            assertTrue(ear.next().startsWith("text 0{"));
            socket.sendText("bAQID", true).join();
            assertEquals(query.isEmpty() ? "bytes 3" : "text bAQID", ear.next());
        }
    }

    @Test
    void aSessionWithoutAReceiverEnds() throws Exception {
        Door door = start(session -> {
            throw new IllegalStateException("on purpose");
        });
        Ear ear = new Ear();
        door.connect(Door.WEBSOCKET, ear).join();
        String last = ear.next();
        while (!last.equals("closed")) {
            last = ear.next();
        }
    }

    private Door start(Function<EngineSession, Receiver> upper) throws Exception {
        EngineSettings settings = new EngineSettings(
                "/engine.io/", LONG, LONG, LONG, LONG, PAYLOAD, PAYLOAD, 0, PAYLOAD, "", "", new Origins(Set.of()));
        host = new EmbeddedSuite(
                0,
                List.of(new EngineServer(
                        settings, upper, new Memory(), EmbeddedSuite.UNLIMITED, Executors.defaultThreadFactory())));
        return new Door(URI.create(host.url()).resolve("engine.io/"));
    }

    private record Echo(EngineSession session) implements Receiver {
        @Override
        public void text(String message) {
            session.send(List.of(Packet.typed("4" + message)), failure -> {});
        }

        @Override
        public void bytes(byte[] message) {
            session.send(List.of(Packet.message(message)), failure -> {});
        }

        @Override
        public void ended(String why) {}
    }

    /** Records frames with their kinds. */
    private static final class Ear implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        private String next() throws InterruptedException {
            String next = heard.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertTrue(next != null, "no frame received");
            return next;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add("text " + text);
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            heard.add("bytes " + bytes.remaining());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("closed");
            return null;
        }
    }
}
