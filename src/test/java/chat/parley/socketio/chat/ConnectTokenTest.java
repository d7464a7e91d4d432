package chat.parley.socketio.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import chat.parley.client.CommandText;
import chat.parley.client.Door;
import chat.parley.client.EngineClient;
import chat.parley.client.SocketClient;
import chat.parley.client.TokenIssuer;
import chat.parley.embedded.EmbeddedSuite;
import chat.parley.engineio.EngineServer;
import chat.parley.engineio.EngineSettings;
import chat.parley.identity.Origins;
import chat.parley.io.Memory;
import chat.parley.room.Talk;
import chat.parley.socketio.SocketServer;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connect with a token verifies its signature once, although the door needs the member before the session does. */
class ConnectTokenTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MANY = 100_000;
    private static final TokenIssuer ISSUER = TokenIssuer.SHARED;

    private final AtomicInteger verified = new AtomicInteger();
    private final JWKSource<SecurityContext> keys = ISSUER.keySource();
    private final Talk talk = Talk.withTokens((selector, context) -> {
        verified.incrementAndGet();
        return keys.get(selector, context);
    });
    private EmbeddedSuite host;

    @BeforeEach
    void open() throws IOException {
        SocketServer io = new SocketServer(LONG, MANY);
        io.of(TutorialNamespace.NAME).onConnect(new TutorialNamespace(talk.chat)::enter);
        io.of(ParleyNamespace.NAME).onConnect(new ParleyNamespace(talk.chat)::enter);
        EngineSettings settings = new EngineSettings(
                "/socket.io/", LONG, LONG, LONG, LONG, MANY, MANY, 0, MANY, "", "", new Origins(Set.of()));
        host = new EmbeddedSuite(
                0,
                List.of(new EngineServer(settings, io::connect, new Memory(), EmbeddedSuite.UNLIMITED, Thread::new)));
    }

    @AfterEach
    void close() {
        host.close();
        talk.close();
    }

    /** What a client needs to be recovered. */
    private record Ticket(String pid, String offset) {}

    @ParameterizedTest
    @ValueSource(strings = {"40", "40/parley,"})
    void theTokenIsVerifiedOnce(String namespace) throws Exception {
        Ticket first = connect(namespace, null);
        assertEquals(1, verified.getAndSet(0));

        assertEquals(first.pid(), connect(namespace, first).pid());
        assertEquals(1, verified.getAndSet(0), "recovered");

        String name = first.offset().substring(0, first.offset().indexOf('!'));
        Ticket lost = new Ticket(first.pid(), name + Offset.of(TutorialNamespace.ROOM, "k3v9x2a1-41-q7x0d"));
        assertNotEquals(first.pid(), connect(namespace, lost).pid());
        assertEquals(1, verified.get(), "not recovered");
    }

    /** @param before null for a new client */
    private Ticket connect(String namespace, Ticket before) throws Exception {
        String auth = CommandText.argument(
                "token",
                ISSUER.token("mira", "Mira"),
                "pid",
                before == null ? null : before.pid(),
                "offset",
                before == null ? null : before.offset());
        try (SocketClient client = SocketClient.open(new Door(URI.create(host.url() + "socket.io/")))) {
            client.send(namespace + auth);
            String pid = EngineClient.object(client.await(namespace + "{")).getString("pid");
            JsonArray event =
                    before == null ? EngineClient.array(client.await(namespace.replace("40", "42") + "[")) : null;
            client.send(namespace.replace("40", "42") + "1[\"ping\"]");
            client.await(namespace.replace("40", "43") + "1[");
            return new Ticket(pid, event == null ? null : event.getString(event.size() - 1));
        }
    }
}
