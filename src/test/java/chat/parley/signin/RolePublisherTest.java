package chat.parley.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.e2e.host.Postgres;
import chat.parley.event.Member;
import chat.parley.event.Role;
import chat.parley.identity.ProvenRoles;
import chat.parley.identity.ServerRole;
import chat.parley.identity.Tokens;
import chat.parley.lane.Lane;
import chat.parley.log.ChangeStories;
import chat.parley.log.LogBench;
import chat.parley.store.Sql;
import chat.parley.store.StoreLanes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member proves at one server takes away from older proofs at the others. */
class RolePublisherTest {
    private static final Instant START = ChangeStories.START;
    private static final String MIRA = LogBench.MIRA.id();

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

    private LogBench bench;

    /** A server on the store. */
    private final class Server {
        private final StoreLanes store = StoreLanes.of(bench.database, name -> lane, name -> lane, System::nanoTime);
        private final WebSessions sessions = new WebSessions(store, Clock.fixed(START, ZoneOffset.UTC));
        private final ProvenRoles roles = new RolePublisher(store, sessions, member -> false).roles();

        /** The role by a proof at this second, after all news. */
        Role role(Role given, int second) {
            settle();
            store.notices().followNow();
            settle();
            return roles.of(MIRA, () -> proven(given, second));
        }
    }

    @BeforeEach
    void start() {
        bench = LogBench.on(Postgres.current(), Postgres.current().createDatabase(), START);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void settle() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private static ServerRole proven(Role role, int second) {
        return new ServerRole(role, START.plusSeconds(second));
    }

    private long told() throws SQLException {
        settle();
        try (Connection connection = bench.database.readConnection()) {
            return Sql.one(
                    connection,
                    "SELECT COUNT(*) FROM notice WHERE subject = ?",
                    row -> row.getLong(1),
                    RoleNotice.SUBJECT);
        }
    }

    @Test
    void aNewerProofTakesAwayEverywhere() {
        Server one = new Server();
        Server two = new Server();
        assertEquals(Role.OWNER, two.role(Role.OWNER, 1));
        one.roles.learn(MIRA, proven(Role.MEMBER, 2));
        assertEquals(Role.MEMBER, two.role(Role.OWNER, 1));
        two.roles.learn(MIRA, proven(Role.READER, 3));
        assertEquals(Role.READER, one.role(Role.MEMBER, 2));
        assertEquals(Role.OWNER, one.role(Role.OWNER, 4), "a newer one");
    }

    @Test
    void aServerThatStartedLaterLearnsThatAProofIsOutdated() {
        Server one = new Server();
        one.roles.learn(MIRA, proven(Role.MEMBER, 2));
        settle();
        Server late = new Server();
        late.roles.learn(MIRA, proven(Role.OWNER, 1));
        assertEquals(Role.MEMBER, one.role(Role.OWNER, 1));
        assertEquals(Role.MEMBER, late.role(Role.OWNER, 1));
    }

    @Test
    void aSignInTellsItBeforeItIsAcknowledged() {
        Server one = new Server();
        Server two = new Server();
        one.sessions.open(new Tokens.SignedIn(LogBench.MIRA, Role.READER), "company", null, null);
        waiting.remove().run(); // the transaction
        two.store.notices().followNow();
        assertEquals(Role.READER, two.roles.of(MIRA, () -> proven(Role.OWNER, -1)));
        assertEquals(Role.READER, two.sessions.of(MIRA).get(0).role().role());
        Server late = new Server();
        assertEquals(Role.READER, late.roles.of(MIRA, () -> proven(Role.OWNER, -1)), "from the session");
    }

    @Test
    void aSignInThatSaysNothingAboutRolesTellsNothing() throws Exception {
        Server one = new Server();
        one.sessions.open(new Tokens.SignedIn(LogBench.MIRA, null), "company", null, null);
        assertEquals(0, told());
        assertNull(one.roles.newest(MIRA));
    }

    @Test
    void whatIsKnownIsNotToldAgain() throws Exception {
        Server one = new Server();
        Server two = new Server();
        for (int second = 0; second < 50; second++) {
            one.roles.learn(MIRA, proven(Role.MODERATOR, second));
            two.role(Role.MODERATOR, second);
        }
        two.roles.learn(MIRA, proven(Role.MODERATOR, 60));
        assertEquals(1, told());
    }

    @Test
    void whileTheStoreFailsItIsKeptAndToldLater() {
        Server one = new Server();
        Server two = new Server();
        bench.sql("ALTER TABLE notice RENAME TO away");
        one.roles.learn(MIRA, proven(Role.MEMBER, 2));
        waiting.remove().run();
        one.roles.learn(new Member("jonas", "Jonas").id(), proven(Role.READER, 2));
        waiting.remove().run();
        bench.sql("ALTER TABLE away RENAME TO notice");
        assertEquals(Role.MEMBER, two.role(Role.OWNER, 1));
        assertEquals(Role.READER, two.roles.newest("jonas").role());
    }
}
