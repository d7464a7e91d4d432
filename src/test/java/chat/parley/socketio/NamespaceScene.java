package chat.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Door;
import chat.parley.client.PollingClient;
import chat.parley.client.WaitLimit;
import chat.parley.embedded.EmbeddedSuite;
import chat.parley.engineio.EngineServer;
import chat.parley.engineio.EngineSettings;
import chat.parley.identity.Origins;
import chat.parley.io.Memory;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server with one namespace and its listeners. */
final class NamespaceScene implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int PAYLOAD = 100_000;
    private static final int TIMEOUT_SECONDS = (int) WaitLimit.TIME.toSeconds();

    private final SocketServer io = new SocketServer(LONG, PAYLOAD);
    private final EmbeddedSuite host;
    private final BlockingQueue<Socket> connected = new LinkedBlockingQueue<>();
    private final List<ListeningClient> listeners = new ArrayList<>();
    private ListeningClient refused;

    NamespaceScene() throws IOException {
        namespace().onConnect(socket -> {
            socket.admit(null);
            connected.add(socket);
        });
        EngineSettings settings = new EngineSettings(
                "/socket.io/", LONG, LONG, LONG, LONG, PAYLOAD, PAYLOAD, 0, PAYLOAD, "", "", new Origins(Set.of()));
        host = new EmbeddedSuite(
                0,
                List.of(new EngineServer(
                        settings,
                        io::connect,
                        new Memory(),
                        EmbeddedSuite.UNLIMITED,
                        Executors.defaultThreadFactory())));
    }

    Namespace namespace() {
        return io.of("/");
    }

    List<ListeningClient> listeners() {
        return listeners;
    }

    /** Connects a listener. */
    ListeningClient listener(String... transports) throws InterruptedException {
        ListeningClient listener = new ListeningClient(host.url(), transports);
        listener.setSocket(newSocket());
        listeners.add(listener);
        return listener;
    }

    /** Connects a client that polls only when it is told to; close it. */
    PollingClient poller() throws Exception {
        PollingClient poller = PollingClient.open(new Door(URI.create(host.url() + "socket.io/")));
        poller.send("40");
        return poller;
    }

    /** The socket of the client that connected last. */
    Socket newSocket() throws InterruptedException {
        Socket socket = connected.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertTrue(socket != null, "no connection");
        return socket;
    }

    /** Refuses all clients from now on; one tries to connect. */
    void refuse(String message, JsonObject data) {
        namespace().onConnect(socket -> socket.refuse(message, data));
        refused = new ListeningClient(host.url(), "websocket");
    }

    String refusal() throws InterruptedException {
        return refused.refusal();
    }

    /**
     * Asserts that these listeners received the event and nothing else, and all others nothing. A final event to
     * each of them proves that nothing was pending before it.
     */
    void assertHeard(String arguments, ListeningClient... these) throws InterruptedException {
        for (ListeningClient listener : these) {
            assertEquals(arguments, listener.next());
        }
        assertSilence(listeners);
    }

    void assertNobodyElseHeard(ListeningClient but) throws InterruptedException {
        assertSilence(listeners.stream().filter(listener -> listener != but).toList());
    }

    private void assertSilence(List<ListeningClient> silent) throws InterruptedException {
        for (ListeningClient listener : silent) {
            if (!listener.socket().isClosed()) {
                listener.socket().emit("word", "the end");
                assertEquals("[\"the end\"]", listener.next());
            }
        }
    }

    @Override
    public void close() {
        listeners.forEach(ListeningClient::close);
        host.close();
    }
}
