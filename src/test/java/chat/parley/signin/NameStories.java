package chat.parley.signin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Command;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.identity.Authentication;
import chat.parley.identity.Guests;
import chat.parley.identity.Identities;
import chat.parley.identity.ProvenRoles;
import chat.parley.identity.SignedInNames;
import chat.parley.lane.Lane;
import chat.parley.log.ChangeStories;
import chat.parley.log.LogBench;
import chat.parley.store.StoreLanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The names of members who have signed in; the same for both databases. */
abstract class NameStories {
    static final Instant START = ChangeStories.START;
    private static final Member MIRA = new Member("@mira", "Mira");
    private static final Member JONAS = new Member("@jonas", "Jonas");

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    /** Runs its tasks when the test says so, without a pause. */
    private final Lane lane = new Lane() {
        @Override
        public void execute(Runnable task) {
            waiting.add(task);
        }

        @Override
        public void later(Duration delay, Runnable task) {
            waiting.add(task);
        }
    };

    LogBench bench;

    abstract LogBench open();

    @BeforeEach
    void start() {
        bench = open();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    /** The names as a server finds them at its start. */
    private SignedInNames read() {
        return new NameKeeper(StoreLanes.of(bench.database, name -> lane, name -> lane, System::nanoTime)).names();
    }

    private void runOne() {
        waiting.remove().run();
    }

    private static void signIn(SignedInNames names, Member member, Instant namedAt) {
        identities(names).identify(Command.Hello.signedIn(null), new Authentication(member, null, namedAt, null, null));
    }

    private static Identities identities(SignedInNames names) {
        return new Identities(
                new Guests("secret"),
                null,
                List.of(),
                names,
                new ProvenRoles(member -> false),
                true,
                Clock.systemUTC());
    }

    @Test
    void aNameIsTakenAtOnceAndStoredInTheBackground() {
        SignedInNames names = read();
        signIn(names, MIRA, START);
        assertThrows(Refusal.class, () -> identities(names).requireFree("Mira"));
        assertNull(read().of(MIRA.id()), "nobody waited for the store");
        runOne();
        SignedInNames restarted = read();
        assertEquals(new SignedInNames.Named(MIRA, START), restarted.of(MIRA.id()));
        assertThrows(Refusal.class, () -> identities(restarted).requireFree("m1ra"));
        assertDoesNotThrow(() -> identities(restarted).requireFree("Jonas"));
    }

    @Test
    void aNewNameReplacesTheOldOneAndAnOlderProofDoesNot() {
        SignedInNames names = read();
        SignedInNames otherServer = read();
        signIn(names, MIRA, START);
        signIn(names, new Member(MIRA.id(), "Mira Okafor"), START.plusSeconds(2));
        runOne();
        signIn(otherServer, MIRA, START.plusSeconds(1));
        runOne();
        assertEquals("Mira Okafor", read().of(MIRA.id()).member().name());
        assertDoesNotThrow(() -> identities(read()).requireFree("Mira"));
    }

    @Test
    void whileTheStoreFailsNamesAreKeptInMemoryAndStoredLater() {
        SignedInNames names = read();
        bench.sql("ALTER TABLE signed_in_name RENAME TO away");
        signIn(names, MIRA, START);
        runOne();
        signIn(names, JONAS, START);
        runOne();
        assertThrows(Refusal.class, () -> identities(names).requireFree("Mira"));
        bench.sql("ALTER TABLE away RENAME TO signed_in_name");
        runOne();
        assertEquals(
                List.of(MIRA, JONAS),
                List.of(read().of(MIRA.id()).member(), read().of(JONAS.id()).member()));
    }
}
