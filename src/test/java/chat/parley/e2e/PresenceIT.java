package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.RawSocket;
import chat.parley.client.Scene;
import chat.parley.client.UnusedRoom;
import chat.parley.client.WireFrame;
import chat.parley.e2e.host.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is there: known within two ping periods, however somebody went. */
class PresenceIT {
    private static final Duration PING = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofMillis(1_500);
    private static final Duration HELLO = Duration.ofSeconds(10);
    private static final int SILENT = 4002;
    private static final int NO_HELLO = 4003;

    @RegisterExtension
    final Scene scene = new Scene();

    private final Host host = scene.host();
    private final String room = scene.room();
    private final Chatter mira = scene.joined("Mira");

    @Test
    void aKilledClientIsSeenToLeaveOnce() throws Exception {
        try (ChatterProcess jonas = ChatterProcess.in(room, "Jonas", host.ws()); RawSocket ada = RawSocket.in(room, "Ada", host)) {
            mira.await(Heard.came(room, "Jonas"));
            jonas.kill();
            assertEquals(2, mira.await(Heard.left(room, "Jonas")).online());

            // Ada goes as slowly as one can: until then Jonas could have been missed a second time.
            assertEquals(1, mira.await(Heard.left(room, "Ada")).online());
            assertEquals(1, mira.heard(Heard.left(room, "Jonas")).size());
            assertTrue(List.of(SILENT, WireFrame.CUT).contains(ada.awaitClose()));
        }
    }

    @Test
    void whoVanishesWithoutAWordIsSeenToLeaveOnceWithinTwoPingPeriods() throws Exception {
        try (RawSocket jonas = RawSocket.in(room, "Jonas", host)) {
            long silentSince = System.nanoTime();
            mira.await(Heard.left(room, "Jonas"));
            Duration silence = Duration.ofNanos(System.nanoTime() - silentSince);
            assertTrue(silence.compareTo(PING.multipliedBy(2).plus(MARGIN)) < 0, silence.toString());

            try (RawSocket ada = RawSocket.in(room, "Ada", host)) {
                mira.await(Heard.left(room, "Ada"));
                assertEquals(1, mira.heard(Heard.left(room, "Jonas")).size());
                assertTrue(List.of(SILENT, WireFrame.CUT).contains(ada.awaitClose()));
            }
            assertTrue(List.of(SILENT, WireFrame.CUT).contains(jonas.awaitClose()));
        }
    }

    @Test
    void whoOnlyAnswersPingsStays() throws Exception {
        try (RawSocket jonas = RawSocket.in(room, "Jonas", host)) {
            jonas.answerPings(4);
            jonas.send(CommandText.of("post", "ref", "p", "room", room, "text", "I am listening"));
            mira.await(Heard.message(room, "I am listening"));
            assertTrue(mira.heard(Heard.left(room, "Jonas")).isEmpty());
        }
    }

    @Test
    void aHundredWhoSayNothingStay() throws Exception {
        List<Chatter> quiet = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            quiet.add(scene.joined("Quiet " + i));
        }
        letFourPingsPass();
        quiet.forEach(each -> assertTrue(each.ask("ping").is("pong")));
        assertTrue(mira.heard(event -> event.is("member-left")).isEmpty());
        mira.post(room, "Are you still there?");
        quiet.forEach(each -> each.await(Heard.message(room, "Are you still there?")));
    }

    @Test
    void whoSaysNoHelloIsClosedAndHoldsUpNobody() throws Exception {
        List<RawSocket> nameless = new ArrayList<>();
        long begin = System.nanoTime();
        Chatter first = scene.connect();
        for (int i = 0; i < 200; i++) {
            nameless.add(scene.keep(RawSocket.open(host)));
        }
        long coming = System.nanoTime();
        scene.joined("Jonas");
        Duration wait = Duration.ofNanos(System.nanoTime() - coming);
        assertTrue(wait.compareTo(Duration.ofSeconds(1)) < 0, wait.toString());
        assertEquals(NO_HELLO, first.awaitClose());
        Duration life = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(life.compareTo(HELLO.minus(MARGIN)) > 0 && life.compareTo(HELLO.plus(MARGIN)) < 0, life.toString());
        for (RawSocket each : nameless) {
            each.awaitClose();
        }
    }

    private void letFourPingsPass() throws IOException {
        try (RawSocket clock = RawSocket.in(UnusedRoom.name(), "A clock", host)) {
            clock.answerPings(4);
        }
    }
}
