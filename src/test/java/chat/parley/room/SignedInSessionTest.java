package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.delivery.Close;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Authentication;
import chat.parley.identity.Client;
import chat.parley.identity.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions whose request has proved who the member is. */
class SignedInSessionTest {
    private static final Member MIRA = new Member("id of Mira", "Mira");

    private final Talk talk = new Talk();

    @AfterEach
    void close() {
        talk.close();
    }

    private static ErrorCode errorOf(TestWire wire, String ref) throws InterruptedException {
        return wire.next(Event.Failure.class, failure -> ref.equals(failure.ref()))
                .code();
    }

    @Test
    void aHelloNeedsNoName() throws Exception {
        TestWire wire = new TestWire(new Authentication(MIRA, null));
        Session session = talk.chat.connect(wire);
        session.handle(Command.Hello.signedIn("hello"));
        Event.Welcome welcome = wire.next(Event.Welcome.class);
        assertEquals(MIRA, welcome.member());
        assertNull(welcome.expiresIn());
        session.handle(new Command.Rename("rename", "Jonas"));
        assertEquals(ErrorCode.FORBIDDEN, errorOf(wire, "rename"));
        session.handle(Command.Hello.guest("again", "Jonas", null));
        assertEquals(ErrorCode.ALREADY_NAMED, errorOf(wire, "again"));
        session.handle(new Command.Hello("token", null, null, "token"));
        assertEquals(ErrorCode.UNAUTHORIZED, errorOf(wire, "token"));
        talk.advance(Duration.ofDays(30));
        assertTrue(session.isOpen());
    }

    @Test
    void aRevokedProofClosesItsSessionsAndOpensNoMore() throws Exception {
        Revocation revocation = new Revocation();
        Authentication proof = new Authentication(MIRA, null, null, null, revocation);
        TestWire open = new TestWire(proof);
        Session session = talk.chat.connect(open);
        session.handle(Command.Hello.signedIn("hello"));
        open.next(Event.Welcome.class);
        TestWire late = new TestWire(proof);
        Session silent = talk.chat.connect(late);
        TestWire other = new TestWire(new Authentication(MIRA, null, null, null, new Revocation()));
        Session elsewhere = talk.chat.connect(other);
        elsewhere.handle(Command.Hello.signedIn("hello"));
        assertTrue(revocation.isWatched());

        revocation.revoke();
        assertFalse(session.isOpen(), "before the revocation returns");
        assertEquals(Close.SIGNED_OUT, open.closed());
        silent.handle(Command.Hello.signedIn("late"));
        assertEquals(ErrorCode.UNAUTHORIZED, errorOf(late, "late"));
        assertTrue(elsewhere.isOpen());
    }

    @Test
    void whatWaitsForTheStoreWhenTheProofIsRevokedIsNotStored() throws Exception {
        Revocation revocation = new Revocation();
        TestWire wire = new TestWire(new Authentication(MIRA, null, null, null, revocation));
        Session session = talk.chat.connect(wire);
        session.handle(Command.Hello.signedIn("hello"));
        wire.next(Event.Welcome.class);
        Client client = session.client();
        Runnable go = talk.holdStore();
        session.handle(new Command.WriteAnywhere(new Write.Post("late", Talk.ROOM, "too late", null)));
        CompletionStage<Event.Ack> post = talk.chat.write(client, new Write.Post("later", Talk.ROOM, "later", null));
        revocation.revoke();
        go.run();
        ExecutionException refused = assertThrows(
                ExecutionException.class, () -> post.toCompletableFuture().get(30, TimeUnit.SECONDS));
        assertEquals(ErrorCode.UNAUTHORIZED, Refusal.of(refused.getCause(), "").code());
        Talk.Guest jonas = talk.guest("Jonas");
        jonas.postAndSee("afterwards");
        assertEquals(1, jonas.wire.messages().size());
    }

    @Test
    void aClosedSessionNoLongerWatchesItsProof() {
        Revocation revocation = new Revocation();
        Session session = talk.chat.connect(new TestWire(new Authentication(MIRA, null, null, null, revocation)));
        session.handle(Command.Hello.signedIn("hello"));
        assertTrue(revocation.isWatched());
        session.close(Close.GONE);
        assertFalse(revocation.isWatched());
    }

    @Test
    void theSessionEndsWithTheProof() throws Exception {
        TestWire wire = new TestWire(new Authentication(MIRA, Instant.now().plus(Duration.ofMinutes(10))));
        talk.chat.connect(wire).handle(Command.Hello.signedIn("hello"));
        assertEquals(
                Duration.ofMinutes(10).toMillis(),
                wire.next(Event.Welcome.class).expiresIn(),
                20_000);
        talk.advance(Duration.ofMinutes(10));
        assertEquals(Close.TOKEN_EXPIRED, wire.closed());
    }
}
