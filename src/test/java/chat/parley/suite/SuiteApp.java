package chat.parley.suite;

import chat.parley.engineio.EngineServer;
import chat.parley.engineio.EngineSession;
import chat.parley.engineio.EngineSettings;
import chat.parley.engineio.Packet;
import chat.parley.engineio.Receiver;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Origins;
import chat.parley.identity.RateLimits;
import chat.parley.io.Memory;
import chat.parley.socketio.Namespace;
import chat.parley.socketio.SocketServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;

/** The two servers for the official test suites, with the timeouts that the suites expect. */
public final class SuiteApp {
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int PAYLOAD = 1_000_000;
    static final AddressLimits UNLIMITED = new AddressLimits(new RateLimits(1e9, 1_000_000, 1), System::nanoTime);
    private static final int SESSIONS = 1_000;

    private SuiteApp() {}

    public static List<EngineServer> engines() {
        return List.of(
                new EngineServer(
                        settings("/engine.io/"),
                        SuiteApp::echo,
                        new Memory(),
                        UNLIMITED,
                        Executors.defaultThreadFactory()),
                new EngineServer(
                        settings("/socket.io/"),
                        io()::connect,
                        new Memory(),
                        UNLIMITED,
                        Executors.defaultThreadFactory()));
    }

    private static EngineSettings settings(String path) {
        return new EngineSettings(
                path,
                INTERVAL,
                TIMEOUT,
                PATIENCE,
                PATIENCE,
                PAYLOAD,
                SESSIONS,
                0,
                2 * PAYLOAD,
                "",
                "",
                new Origins(Set.of()));
    }

    private static Receiver echo(EngineSession session) {
        return new Receiver() {
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
        };
    }

    private static SocketServer io() {
        SocketServer io = new SocketServer(CONNECT, PAYLOAD);
        answer(io.of("/"));
        answer(io.of("/custom"));
        return io;
    }

    private static void answer(Namespace namespace) {
        namespace.onConnect(socket -> {
            socket.on("message", (arguments, answer) -> socket.emit("message-back", arguments));
            socket.on("message-with-ack", (arguments, answer) -> answer.send(arguments));
            socket.admit(null);
            socket.emit("auth", socket.auth());
        });
    }
}
