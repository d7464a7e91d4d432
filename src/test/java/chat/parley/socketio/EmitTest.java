package chat.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.PollingClient;
import chat.parley.client.WaitLimit;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks with the official client which sockets receive an emitted event. */
class EmitTest {
    private static final Duration TIMEOUT = WaitLimit.TIME;
    private static final Duration SHORT_TIMEOUT = Duration.ofMillis(200);

    private NamespaceScene scene;
    private ListeningClient ann;
    private ListeningClient bob;
    private ListeningClient cem;

    @BeforeEach
    void connectThree() throws Exception {
        scene = new NamespaceScene();
        ann = scene.listener("websocket");
        bob = scene.listener("polling");
        cem = scene.listener("polling", "websocket");
    }

    @AfterEach
    void closeAll() {
        scene.close();
    }

    @Test
    void anEventForASocketReachesOnlyThatSocket() throws Exception {
        ann.socket().emit("word", "for Ann", 7, true, null, List.of(1, "two"), Map.of("key", 2.5));
        assertEquals("[\"for Ann\",7,true,null,[1,\"two\"],{\"key\":2.5}]", ann.next());
        scene.assertNobodyElseHeard(ann);
    }

    @Test
    void anEventForAllReachesEverySocket() throws Exception {
        scene.namespace().all().emit("word", "all");
        scene.assertHeard("[\"all\"]", ann, bob, cem);
    }

    @Test
    void aBroadcastLeavesTheSenderOut() throws Exception {
        bob.socket().broadcast().emit("word", "others");
        scene.assertHeard("[\"others\"]", ann, cem);
    }

    @Test
    void aSocketInSeveralRoomsReceivesAnEventOnce() throws Exception {
        ann.socket().join("red");
        ann.socket().join("blue");
        bob.socket().join("blue");
        scene.namespace().to("red", "blue").emit("word", "rooms");
        scene.assertHeard("[\"rooms\"]", ann, bob);
    }

    @Test
    void aRoomCanBeExcluded() throws Exception {
        ann.socket().join("red");
        bob.socket().join("red");
        bob.socket().join("quiet");
        scene.namespace().to("red").except("quiet").emit("word", "red");
        scene.assertHeard("[\"red\"]", ann);
        scene.namespace().except("red").emit("word", "not red");
        scene.assertHeard("[\"not red\"]", cem);
    }

    @Test
    void aSocketReceivesNothingFromARoomItLeft() throws Exception {
        ann.socket().join("red");
        bob.socket().join("red");
        ann.socket().leave("red");
        cem.socket().to("red").emit("word", "red");
        scene.assertHeard("[\"red\"]", bob);
    }

    @Test
    void aVolatileEventIsDroppedIfItCannotBeSentImmediately() throws Exception {
        try (PollingClient idle = scene.poller()) {
            Socket socket = scene.newSocket();
            assertTrue(idle.next().startsWith("40"), "not connected");
            socket.emitVolatile("word", "fleeting"); // no poll is pending
            socket.emit("word", "last");
            assertEquals("42[\"word\",\"last\"]", idle.next());
        }
        scene.namespace().all().asVolatile().emit("word", "fleeting");
        assertEquals("[\"fleeting\"]", ann.next());
    }

    @Test
    void acknowledgementsArriveFromOneSocketAndFromAll() throws Exception {
        scene.listeners().forEach(listener -> listener.answerWith("yes"));
        assertEquals(
                "[\"yes\"]",
                ann.socket()
                        .emitWithAck(TIMEOUT, "question")
                        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .values()
                        .toString());
        List<Arguments> all =
                scene.namespace().all().emitWithAck(TIMEOUT, "question").get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        assertEquals(
                List.of("[\"yes\"]", "[\"yes\"]", "[\"yes\"]"),
                all.stream().map(answer -> answer.values().toString()).toList());
    }

    @Test
    void aMissingAcknowledgementTimesOut() {
        CompletionException late = assertThrows(
                CompletionException.class,
                () -> ann.socket().emitWithAck(SHORT_TIMEOUT, "question").join());
        assertInstanceOf(TimeoutException.class, late.getCause());
    }

    @Test
    void binaryDataAnywhereInTheArgumentsArrivesUnchanged() throws Exception {
        byte[] some = {1, 2, 3};
        bob.socket().emit("word", Map.of("nested", List.of(some)), new byte[0], some);
        assertArrayEquals(some, (byte[]) bob.nextArguments()[2]);
        bob.answerWith((Object) some);
        Arguments answer =
                bob.socket().emitWithAck(TIMEOUT, "question", (Object) some).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        assertArrayEquals(some, answer.attachments().get(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> bob.socket()
                        .emit("word", List.of(some, some, some, some, some, some, some, some, some, some, some)));
    }

    @Test
    void aClientCanBeDisconnectedFromANamespaceAlone() throws Exception {
        cem.socket().disconnect(false);
        assertEquals("io server disconnect", cem.nextDisconnect());
        assertNull(scene.namespace().socket(cem.socket().id()));
        scene.namespace().all().emit("word", "all");
        scene.assertHeard("[\"all\"]", ann, bob);
    }

    @Test
    void aRefusalCarriesItsMessage() throws Exception {
        JsonObject why = Arguments.of(Map.of("code", 401)).object(0);
        scene.refuse("not authorized", why);
        assertTrue(scene.refusal().contains("not authorized"));
    }
}
