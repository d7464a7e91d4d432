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
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Presence: a disconnected member leaves within two ping periods, however the connection ended. */
@Order(1) // slow, so it starts early
@HostContract
class PresenceIT {
    private static final Duration HELLO = Duration.ofSeconds(5);
    /**
     * One more than the number after which a silent client is closed. The server's pings serve as the clock, so a
     * busy machine does not matter.
     */
    private static final int PINGS = 3;

    private static final int SILENT = 4002;
    private static final int NO_HELLO = 4003;

    private static Host host;

    @RegisterExtension
    final Scene scene = new Scene(host);

    private final String room = scene.room();
    private final Chatter mira = scene.joined("Mira");

    @BeforeAll
    static void start() {
        host = Hosts.fresh(Map.of("ping-interval", "2s", "hello-timeout", HELLO.toSeconds() + "s"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aKilledClientIsSeenToLeaveOnce() throws Exception {
        try (ChatterProcess jonas = ChatterProcess.in(room, "Jonas", host.ws());
                RawSocket ada = RawSocket.in(room, "Ada", host)) {
            mira.await(Heard.came(room, "Jonas"));
            jonas.kill();
            assertEquals(2, mira.await(Heard.left(room, "Jonas")).online());

            // Ada is as slow as allowed: by then, Jonas could have been missed twice.
            assertEquals(1, mira.await(Heard.left(room, "Ada")).online());
            assertEquals(1, mira.heard(Heard.left(room, "Jonas")).size());
            int code = ada.awaitClose();
            assertTrue(List.of(SILENT, WireFrame.CUT).contains(code), "closed with " + code);
        }
    }

    @Test
    void whoVanishesWithoutAWordIsSeenToLeaveOnceWithinTwoPingPeriods() throws Exception {
        try (RawSocket jonas = RawSocket.in(room, "Jonas", host)) {
            letPingsPass(PINGS);
            assertTrue(mira.ask("ping").is("pong"));
            assertEquals(1, mira.heard(Heard.left(room, "Jonas")).size());

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
        letPingsPass(2 * PINGS);
        quiet.forEach(each -> assertTrue(each.ask("ping").is("pong")));
        assertTrue(mira.heard(event -> event.is("member-left")).isEmpty());
        mira.post(room, "Are you still there?");
        quiet.forEach(each -> each.await(Heard.message(room, "Are you still there?")));
    }

    @Test
    void whoSaysNoHelloIsClosedAndHoldsUpNobody() throws Exception {
        List<RawSocket> nameless = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            nameless.add(scene.keep(RawSocket.open(host)));
        }
        long begin = System.nanoTime();
        Chatter last = scene.connect();
        scene.joined("Jonas");
        assertTrue(last.isOpen(), "Jonas had to wait until the nameless were closed");
        assertEquals(NO_HELLO, last.awaitClose());
        Duration life = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(life.compareTo(HELLO) >= 0, life.toString());
        for (RawSocket each : nameless) {
            each.awaitClose();
        }
    }

    private void letPingsPass(int pings) throws IOException {
        try (RawSocket clock = RawSocket.in(UnusedRoom.name(), "A clock", host)) {
            clock.answerPings(pings);
        }
    }
}
