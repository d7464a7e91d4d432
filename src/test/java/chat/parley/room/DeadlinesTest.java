package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Documentation;
import chat.parley.delivery.Close;
import chat.parley.delivery.DeliverySizes;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.identity.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Timeouts, limits and close codes of sessions. */
class DeadlinesTest {
    private static final Limits LIMITS = new Limits(
            2,
            10,
            3,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Shares.STANDARD,
            DeliverySizes.STANDARD);

    @Test
    void aSilentSessionIsPingedAndClosedOnceAfterTwoPeriods() throws Exception {
        Limits limits = new Limits(
                10,
                1e9,
                1_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Shares.STANDARD,
                DeliverySizes.STANDARD);
        try (Talk talk = new Talk(limits)) {
            Talk.Guest silent = talk.guest("Jonas");
            Talk.Guest awake = talk.guest("Mira");
            talk.advance(Duration.ofSeconds(11));
            awake.session.heard();
            while (silent.wire.pings() == 0) {
                Thread.onSpinWait();
            }
            talk.advance(Duration.ofSeconds(9));
            assertEquals(Close.SILENT, silent.wire.closed());
            silent.session.close(Close.GONE); // the host notices too
            assertEquals(
                    "Jonas", awake.wire.next(Event.MemberLeft.class).member().name());
            Talk.Guest next = talk.guest("Amara");
            assertEquals(2, awake.wire.next(Event.MemberJoined.class).online(), "no member left twice");
            assertTrue(next.session.isOpen());
            assertEquals(1, silent.wire.pings());
        }
    }

    @Test
    void aSessionWithoutHelloIsClosed() throws Exception {
        try (Talk talk = new Talk(LIMITS)) {
            TestWire wire = new TestWire();
            talk.chat.connect(wire);
            talk.advance(Duration.ofSeconds(6));
            assertEquals(Close.NO_HELLO, wire.closed());
        }
    }

    @Test
    void aFullServerRefusesFurtherSessions() throws Exception {
        try (Talk talk = new Talk(LIMITS)) {
            Session first = talk.chat.connect(new TestWire());
            talk.chat.connect(new TestWire());
            TestWire third = new TestWire();
            talk.chat.connect(third);
            assertEquals(Close.FULL, third.closed());
            first.close(Close.GONE);
            first.close(Close.GONE);
            assertTrue(talk.chat.connect(new TestWire()).isOpen());
            TestWire fifth = new TestWire();
            talk.chat.connect(fifth);
            assertEquals(Close.FULL, fifth.closed());
        }
    }

    @Test
    void aSessionOpenedDuringShutdownIsClosedWithGoingAway() throws Exception {
        try (Talk talk = new Talk(LIMITS)) {
            talk.chat.close();
            TestWire late = new TestWire();
            assertFalse(talk.chat.connect(late).isOpen());
            assertEquals(Close.GOING_AWAY, late.closed());
        }
    }

    @Test
    void aResumeOnAFullServerGetsNothingButTheClose() throws Exception {
        try (Talk talk = new Talk(LIMITS)) {
            talk.chat.connect(new TestWire());
            assertTrue(talk.chat.acceptsSessions());
            talk.chat.connect(new TestWire());
            assertFalse(talk.chat.acceptsSessions());
            TestWire third = new TestWire();
            talk.chat
                    .connect(third)
                    .resume(
                            Command.Hello.guest(null, "Mira", "0123456789abcdef"),
                            List.of(new Command.Join("join", Talk.ROOM, null, null)));
            assertEquals(Close.FULL, third.closed());
            assertEquals(List.of(), third.history());
        }
    }

    @Test
    void commandsOverTheRateLimitAreRefusedWithTheTimeToWait() throws Exception {
        try (Talk talk = new Talk(LIMITS)) {
            TestWire wire = new TestWire();
            Session session = talk.chat.connect(wire);
            for (int i = 0; i < 4; i++) {
                session.handle(new Command.Ping("r" + i));
            }
            Event.Failure refused = wire.next(Event.Failure.class);
            assertEquals(ErrorCode.RATE_LIMITED, refused.code());
            assertEquals("r3", refused.ref());
            assertEquals(100, refused.retryAfter());
            talk.advance(Duration.ofMillis(refused.retryAfter()));
            session.handle(new Command.Ping("again"));
            assertEquals("again", wire.next(Event.Pong.class).ref());
        }
    }

    @Test
    void theBucketNeverHoldsMoreThanTheBurst() {
        RateLimit limit = new RateLimit(1, 2, 0);
        long later = Duration.ofHours(1).toNanos();
        limit.spend(later);
        limit.spend(later);
        assertThrows(Refusal.class, () -> limit.spend(later));
    }

    @Test
    void aShutdownClosesSessionsWithGoingAway() throws Exception {
        Talk talk = new Talk();
        Talk.Guest guest = talk.guest("Mira");
        talk.close();
        assertEquals(Close.GOING_AWAY, guest.wire.closed());
    }

    @Test
    void everyCloseCodeIsInTheProtocolPage() {
        String page = Documentation.page("docs/protocol.md");
        String table = page.substring(page.indexOf("## How a connection ends"));
        Stream.of(Close.values())
                .forEach(close -> assertTrue(table.contains("| " + close.code() + " |"), close::toString));
    }
}
