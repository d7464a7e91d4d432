package chat.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Door;
import chat.parley.client.SocketClient;
import chat.parley.embedded.EmbeddedSuite;
import chat.parley.engineio.EngineServer;
import chat.parley.engineio.EngineSettings;
import chat.parley.identity.Origins;
import chat.parley.io.Memory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failing handlers affect no other namespace; connects are limited per connection. */
class FailingHandlersTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PAYLOAD = 100_000;

    private final SocketServer io = new SocketServer(LONG, PAYLOAD);
    private EmbeddedSuite host;
    private SocketClient client;

    @BeforeEach
    void start() throws Exception {
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
        client = SocketClient.open(new Door(URI.create(host.url()).resolve("socket.io/")));
    }

    @AfterEach
    void stop() {
        client.close();
        host.close();
    }

    @Test
    void everyNamespaceIsToldOfTheEndEvenIfHandlersFail() throws Exception {
        List<String> names = List.of("/", "/a", "/b", "/c");
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        for (String name : names) {
            io.of(name).onConnect(socket -> {
                socket.onEnd(reason -> {
                    ended.add(name);
                    if (name.equals("/a")) {
                        throw new AssertionError("on purpose");
                    }
                    throw new IllegalStateException("on purpose");
                });
                socket.admit(null);
            });
        }
        enter("40");
        for (String name : names.subList(1, names.size())) {
            enter("40" + name + ",");
        }
        client.close();
        Set<String> heard = new TreeSet<>();
        while (heard.size() < names.size()) {
            String name = ended.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertTrue(name != null, "end reported only to: " + heard);
            heard.add(name);
        }
    }

    @Test
    void aClientIsRefusedIfTheConnectHandlerFails() throws Exception {
        io.of("/broken").onConnect(socket -> {
            throw new IllegalStateException("on purpose");
        });
        client.send("40/broken,");
        assertEquals("44/broken,{\"message\":\"Internal server error; retry later\"}", client.await("44/broken,"));
        io.of("/").onConnect(socket -> socket.admit(null));
        enter("40");
    }

    @Test
    void aFailingHandlerDoesNotAffectOthers() throws Exception {
        io.of("/").onConnect(socket -> {
            socket.on("break", (arguments, answer) -> {
                throw new AssertionError("on purpose");
            });
            socket.on("work", (arguments, answer) -> answer.send("done"));
            socket.admit(null);
        });
        enter("40");
        client.send("42[\"break\"]", "421[\"work\"]");
        assertEquals("431[\"done\"]", client.await("431["));
    }

    @Test
    void aConnectionMayEnterEveryNamespace() throws Exception {
        for (int i = 0; i < 60; i++) {
            io.of("/n" + i);
            enter("40/n" + i + ",");
        }
    }

    @Test
    void repeatedConnectsAreLimitedForAWhile() throws Exception {
        io.of("/").onConnect(socket -> socket.admit(null));
        io.of("/other");
        enter("40/other,");
        String answer = "";
        for (int i = 0; i < 100 && !answer.startsWith("44"); i++) {
            client.send("40", "41");
            answer = client.await("4");
        }
        assertEquals("44{\"message\":\"Too many connects; retry in 1 s\"}", answer);
        long deadline = System.nanoTime() + LONG.toNanos();
        while (answer.startsWith("44")) {
            assertTrue(System.nanoTime() < deadline, "still refused");
            client.send("40");
            answer = client.await("4");
        }
        assertTrue(answer.startsWith("40{"), answer);
    }

    @Test
    void refusedConnectsAreLimited() throws Exception {
        io.of("/closed").onConnect(socket -> socket.refuse("Closed", null));
        String answer = "44/closed,{\"message\":\"Closed\"}";
        int refusals = 0;
        while (answer.equals("44/closed,{\"message\":\"Closed\"}") && refusals++ < 100) {
            client.send("40/closed,");
            answer = client.await("44/closed,");
        }
        assertEquals("44/closed,{\"message\":\"Too many connects; retry in 1 s\"}", answer);
    }

    private void enter(String packet) throws Exception {
        client.send(packet);
        client.await(packet + "{");
    }
}
