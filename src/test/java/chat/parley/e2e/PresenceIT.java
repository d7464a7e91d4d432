package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.RawSocket;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Presence: a member who is gone has left within two ping periods, however the connection ended. */
@HostContract
class PresenceIT {
    private static final Duration HELLO = Duration.ofSeconds(3);
    /** One more than after which a silent client is closed: the server's own pings are the clock, however busy the machine is. */
    private static final int PINGS = 3;
    private static final int SILENT = 4002;
    private static final int NO_HELLO = 4003;

    private static Host host;

    private final String room = UnusedRoom.name();
    private Chatter mira;

    @BeforeAll
    static void start() {
        host = Hosts.fresh(Map.of("ping-interval", "2s", "hello-timeout", HELLO.toSeconds() + "s"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @BeforeEach
    void come() {
        mira = Chatter.named("Mira", host);
        mira.join(room);
    }

    @AfterEach
    void go() {
        mira.close();
    }

    @Test
    void aKilledClientIsSeenToLeaveOnce() throws Exception {
        try (ChatterProcess jonas = ChatterProcess.in(room, "Jonas", host.ws()); RawSocket ada = RawSocket.in(room, "Ada", host)) {
            mira.await(Heard.came(room, "Jonas"));
            jonas.kill();
            assertEquals(2, mira.await(Heard.left(room, "Jonas")).online());

            // Ada goes as slowly as one can: until then Jonas could have been missed a second time.
            assertEquals(1, mira.await(Heard.left(room, "Ada")).online());
            assertEquals(1, mira.heard(Heard.left(room, "Jonas")).size());
            assertTrue(List.of(SILENT, RawSocket.CUT).contains(ada.awaitClose()));
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
                assertTrue(List.of(SILENT, RawSocket.CUT).contains(ada.awaitClose()));
            }
            assertTrue(List.of(SILENT, RawSocket.CUT).contains(jonas.awaitClose()));
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
        try {
            for (int i = 0; i < 100; i++) {
                quiet.add(Chatter.named("Quiet " + i, host));
                quiet.get(i).join(room);
            }
            letPingsPass(2 * PINGS);
            quiet.forEach(each -> assertTrue(each.ask("ping").is("pong")));
            assertTrue(mira.heard(event -> event.is("member-left")).isEmpty());
            mira.post(room, "Are you still there?");
            quiet.forEach(each -> each.await(Heard.message(room, "Are you still there?")));
        } finally {
            quiet.forEach(Chatter::close);
        }
    }

    @Test
    void whoSaysNoHelloIsClosedAndHoldsUpNobody() throws Exception {
        List<RawSocket> nameless = new ArrayList<>();
        long begin = System.nanoTime();
        try (Chatter first = Chatter.connect(host.ws())) {
            for (int i = 0; i < 200; i++) {
                nameless.add(RawSocket.open(host));
            }
            try (Chatter jonas = Chatter.named("Jonas", host)) {
                jonas.join(room);
                mira.await(Heard.came(room, "Jonas"));
                assertTrue(first.isOpen(), "the nameless held Jonas up until they were closed");
            }
            assertEquals(NO_HELLO, first.awaitClose());
            Duration life = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(life.compareTo(HELLO) >= 0, life.toString());
            for (RawSocket each : nameless) {
                each.awaitClose();
            }
        } finally {
            nameless.forEach(RawSocket::close);
        }
    }

    private void letPingsPass(int pings) throws IOException {
        try (RawSocket clock = RawSocket.in(UnusedRoom.name(), "A clock", host)) {
            clock.answerPings(pings);
        }
    }
}
