package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.TokenIssuer;
import chat.parley.delivery.Close;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions whose member has a token: the talk's clock is manual, that of the tokens is not. */
class TokenSessionTest {
    private static final TokenIssuer ISSUER = TokenIssuer.SHARED;

    private final Talk talk = Talk.withTokens(ISSUER.keySource());

    @AfterEach
    void close() {
        talk.close();
    }

    private static String token(String subject, String name, Duration validFor) {
        return ISSUER.token(subject, name, Instant.now().plus(validFor));
    }

    /** Of Mira; valid for an hour from now. */
    private static String issuedAgo(Duration age, String name) {
        Instant now = Instant.now();
        return ISSUER.sign(
                JWSAlgorithm.RS256,
                TokenIssuer.claims("Mira", name, now.plus(Duration.ofHours(1)))
                        .issueTime(Date.from(now.minus(age)))
                        .build());
    }

    private final class Holder {
        final TestWire wire = new TestWire();
        final Session session = talk.chat.connect(wire);
        private int hellos;

        Holder() {}

        /** Signed in, with an hour to go. */
        Holder(String name) throws InterruptedException {
            welcome(token(name.split(" ")[0], name, Duration.ofHours(1)));
        }

        Event.Reply hello(String token) throws InterruptedException {
            String ref = "hello" + hellos++;
            session.handle(new Command.Hello(ref, null, null, token));
            return wire.next(Event.Reply.class, reply -> ref.equals(reply.ref()));
        }

        Event.Welcome welcome(String token) throws InterruptedException {
            return (Event.Welcome) hello(token);
        }
    }

    @Test
    void aSessionEndsWithItsToken() throws Exception {
        Holder mira = new Holder();
        Event.Welcome welcome = mira.welcome(token("Mira", "Mira", Duration.ofMinutes(9)));
        assertEquals("Mira", welcome.member().name());
        assertEquals(Duration.ofMinutes(10).toMillis(), welcome.expiresIn(), 20_000);
        talk.advance(Duration.ofMinutes(9));
        assertTrue(mira.session.isOpen());
        talk.advance(Duration.ofMinutes(1));
        assertEquals(Close.TOKEN_EXPIRED, mira.wire.closed());
    }

    @Test
    void aNewerTokenOfTheSameMemberRenews() throws Exception {
        Holder mira = new Holder();
        Event.Welcome first = mira.welcome(token("Mira", "Mira", Duration.ofMinutes(9)));
        talk.advance(Duration.ofMinutes(9));
        Event.Welcome again = mira.welcome(token("Mira", "Mira Okafor", Duration.ofMinutes(30)));
        assertEquals(first.session(), again.session());
        assertEquals(first.member().id(), again.member().id());
        assertEquals("Mira Okafor", again.member().name());
        talk.advance(Duration.ofMinutes(20));
        assertTrue(mira.session.isOpen());
        talk.advance(Duration.ofMinutes(11));
        assertEquals(Close.TOKEN_EXPIRED, mira.wire.closed());
    }

    @Test
    void anotherTokenRenewsNothing() throws Exception {
        Holder mira = new Holder();
        mira.welcome(token("Mira", "Mira", Duration.ofMinutes(9)));
        assertEquals(
                ErrorCode.FORBIDDEN, ((Event.Failure) mira.hello(token("Jonas", "Jonas", Duration.ofHours(1)))).code());
        assertEquals(
                ErrorCode.UNAUTHORIZED,
                ((Event.Failure) mira.hello(token("Mira", "Mira", Duration.ofHours(-1)))).code());
        mira.session.handle(Command.Hello.guest("guest", "Mira", null));
        assertEquals(
                ErrorCode.ALREADY_NAMED,
                mira.wire
                        .next(Event.Failure.class, failure -> "guest".equals(failure.ref()))
                        .code());
        assertTrue(mira.session.isOpen());
        talk.advance(Duration.ofMinutes(10));
        assertEquals(Close.TOKEN_EXPIRED, mira.wire.closed());
    }

    @Test
    void aGuestStaysAGuest() throws Exception {
        Talk.Guest guest = talk.new Guest(new TestWire(), "Mira");
        assertNull(guest.wire.next(Event.Welcome.class).expiresIn());
        guest.session.handle(new Command.Hello("token", null, null, token("Mira", "Mira", Duration.ofHours(1))));
        assertEquals(
                ErrorCode.ALREADY_NAMED,
                guest.wire
                        .next(Event.Failure.class, failure -> "token".equals(failure.ref()))
                        .code());
    }

    @Test
    void theNameIsThatOfTheTokenInAllSessions() throws Exception {
        Holder one = new Holder("Mira");
        Holder two = new Holder("Mira");
        one.session.handle(new Command.Rename("rename", "Jonas"));
        Event.Failure refused = one.wire.next(Event.Failure.class, failure -> "rename".equals(failure.ref()));
        assertEquals(ErrorCode.FORBIDDEN, refused.code());
        assertEquals("Your name comes from your sign-in", refused.message());
        one.welcome(token("Mira", "Mira Okafor", Duration.ofHours(1)));
        assertEquals("Mira Okafor", two.wire.next(Event.Renamed.class).member().name());
    }

    @Test
    void aNewSessionWithANewNameRenamesTheOthers() throws Exception {
        Holder closed = new Holder("Mira");
        closed.session.close(Close.GONE);
        Holder one = new Holder("Mira");
        Holder jonas = new Holder("Jonas");
        Holder two = new Holder("Mira Okafor");
        assertEquals("Mira Okafor", one.wire.next(Event.Renamed.class).member().name());
        assertEquals("Mira Okafor", one.session.member().name());
        assertEquals("Mira", closed.session.member().name());
        assertEquals("Jonas", jonas.session.member().name());
    }

    @Test
    void sessionsThatSayHelloAtTheSameTimeHaveOneName() throws Exception {
        Holder one = new Holder("Mira");
        Holder two = new Holder("Mira");
        for (int i = 0; i < 200; i++) {
            Command.Hello changed =
                    new Command.Hello(null, null, null, token("Mira", "Mira " + i, Duration.ofHours(1)));
            Command.Hello same = new Command.Hello(null, null, null, token("Mira", "Mira", Duration.ofHours(1)));
            Thread other = new Thread(() -> two.session.handle(same));
            other.start();
            one.session.handle(changed);
            other.join();
            assertEquals(one.session.member(), two.session.member());
        }
    }

    @Test
    void anOlderTokenRenamesNobody() throws Exception {
        Holder one = new Holder();
        one.welcome(issuedAgo(Duration.ofMinutes(9), "Mira"));
        Holder two = new Holder();
        two.welcome(issuedAgo(Duration.ofMinutes(1), "Mira Okafor"));
        assertEquals("Mira Okafor", one.wire.next(Event.Renamed.class).member().name());
        two.session.close(Close.GONE);

        String older = issuedAgo(Duration.ofMinutes(5), "Mira Weber");
        Holder three = new Holder();
        assertEquals("Mira Okafor", three.welcome(older).member().name());
        assertEquals("Mira Okafor", one.welcome(older).member().name());
        assertEquals("Mira Okafor", one.session.member().name());
        one.session.close(Close.GONE);
        three.session.close(Close.GONE);
        assertEquals("Mira Weber", new Holder().welcome(older).member().name());
    }

    @Test
    void aTokenWithTheSameNameIsNewer() throws Exception {
        Holder one = new Holder();
        one.welcome(issuedAgo(Duration.ofMinutes(9), "Mira"));
        Holder two = new Holder();
        two.welcome(issuedAgo(Duration.ofMinutes(1), "Mira"));
        two.session.close(Close.GONE);
        Event.Welcome welcome = new Holder().welcome(issuedAgo(Duration.ofMinutes(5), "Mira Weber"));
        assertEquals("Mira", welcome.member().name());
    }

    @Test
    void withoutAnIssueTimeTheTokenThatExpiresLastIsTheNewest() throws Exception {
        Holder one = new Holder();
        one.welcome(token("Mira", "Mira Okafor", Duration.ofHours(1)));
        Event.Welcome welcome = new Holder().welcome(token("Mira", "Mira", Duration.ofMinutes(50)));
        assertEquals("Mira Okafor", welcome.member().name());
        Event.Welcome later = one.welcome(token("Mira", "Mira Weber", Duration.ofMinutes(70)));
        assertEquals("Mira Weber", later.member().name());
    }
}
