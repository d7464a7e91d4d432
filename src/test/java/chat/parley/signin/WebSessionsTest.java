package chat.parley.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.identity.Secrets;
import chat.parley.identity.Tokens;
import chat.parley.lane.Lane;
import chat.parley.log.LogBench;
import chat.parley.store.Backup;
import chat.parley.store.Sql;
import chat.parley.store.StoreLanes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web sessions in a SQLite file. */
class WebSessionsTest {
    private static final Member MIRA = LogBench.MIRA;
    private static final Member JONAS = LogBench.JONAS;
    private static final int TOTAL = 30;

    @TempDir
    Path folder;

    private final List<Runnable> later = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private LogBench bench;
    private WebSessions sessions;

    @BeforeEach
    void open() {
        bench = LogBench.fragile(folder);
        sessions = read();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** The sessions as a server finds them at its start. */
    private WebSessions read() {
        Lane lane = new Lane() {
            @Override
            public void execute(Runnable task) {
                task.run();
            }

            @Override
            public void later(Duration delay, Runnable task) {
                later.add(task);
            }
        };
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        StoreLanes store = StoreLanes.of(
                bench.database,
                name -> lane,
                name -> lane,
                () -> Duration.between(Instant.EPOCH, now).toNanos());
        WebSessions read = new WebSessions(store, clock, TOTAL);
        read.start(lane);
        return read;
    }

    /** The timers run out. */
    private void sweep() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    private WebSessions.Opened signIn(Member member) {
        return sessions.open(new Tokens.SignedIn(member, null), "google", "Firefox", "an ID token")
                .toCompletableFuture()
                .join();
    }

    private static WebSession find(WebSessions among, String secret) {
        return among.find(List.of("theme=dark; parley-session=" + secret), new Cookies(false, ""));
    }

    @Test
    void aSessionIsFoundByItsCookieAlsoAfterARestart() {
        WebSessions.Opened opened = signIn(MIRA);
        assertEquals(opened.session(), find(sessions, opened.secret()));
        WebSession again = find(read(), opened.secret());
        assertEquals(MIRA, again.member());
        assertEquals(opened.session().id(), again.id());
        assertNull(find(sessions, signIn(MIRA).secret() + "x"));
        assertNull(find(sessions, opened.session().id()));
    }

    @Test
    void theStoreHasOnlyADigestOfTheSecret() throws SQLException {
        WebSessions.Opened opened = signIn(MIRA);
        assertEquals(44, opened.secret().length(), "256 bits");
        assertNotEquals(opened.secret(), signIn(MIRA).secret());
        try (Connection connection = bench.database.readConnection()) {
            assertEquals(
                    Secrets.sha256(opened.secret()),
                    Sql.one(
                            connection,
                            "SELECT secret_hash FROM web_session WHERE id = ?",
                            row -> row.getString(1),
                            opened.session().id()));
        }
        assertFalse(opened.toString().contains(opened.secret()));
    }

    @Test
    void anUnusedSessionEnds() {
        String secret = signIn(MIRA).secret();
        now = now.plus(WebSession.IDLE).minusSeconds(1);
        assertNotNull(find(sessions, secret), "and this is use");
        now = now.plus(WebSession.IDLE).minusSeconds(1);
        assertEquals(1, read().of(MIRA.id()).size(), "which is stored");
        now = now.plusSeconds(1);
        assertNull(find(sessions, secret));
        sweep();
        now = Instant.parse("2026-01-01T00:00:00Z");
        assertNull(find(read(), secret), "it is no longer in the store");
    }

    @Test
    void aSessionEndsAtItsAgeThoughItIsUsed() {
        WebSessions.Opened opened = signIn(MIRA);
        Instant end = now.plus(WebSession.LIFETIME);
        for (now = now.plus(Duration.ofDays(1)); now.isBefore(end); now = now.plus(Duration.ofDays(1))) {
            assertNotNull(find(sessions, opened.secret()));
        }
        assertNull(find(sessions, opened.secret()));
        assertEquals(end, opened.session().expires());
    }

    @Test
    void anOpenConnectionIsUse() {
        WebSessions.Opened opened = signIn(MIRA);
        opened.session().authentication().revocation().watch(this, () -> {});
        for (int day = 1; day < WebSession.LIFETIME.toDays(); day++) {
            now = now.plus(Duration.ofDays(1));
            sweep();
        }
        assertNotNull(find(sessions, opened.secret()));
    }

    @Test
    void theUseOfAllOpenConnectionsIsOneTransaction() {
        List<WebSessions.Opened> opened = List.of(signIn(MIRA), signIn(JONAS));
        opened.forEach(each -> each.session().authentication().revocation().watch(this, () -> {}));
        now = now.plus(Duration.ofHours(2));
        bench.nextCommit(connection -> {
            connection.commit();
            bench.nextCommit(another -> {
                throw new SQLException("another transaction");
            });
        });
        sweep();
        WebSessions stored = read();
        opened.forEach(each ->
                assertEquals(now, stored.of(each.session().member().id()).get(0).seen()));
    }

    @Test
    void aSignOutIsStoredAndClosesConnectionsBeforeItIsAnswered() {
        WebSessions.Opened opened = signIn(MIRA);
        List<String> events = new ArrayList<>();
        opened.session().authentication().revocation().watch(this, () -> {
            assertNull(find(read(), opened.secret()), "the store knows it no longer");
            events.add("closed");
        });
        String idToken = sessions.end(opened.session())
                .whenComplete((done, failure) -> events.add("answered"))
                .toCompletableFuture()
                .join();
        assertEquals(List.of("closed", "answered"), events);
        assertEquals("an ID token", idToken);
        assertNull(find(sessions, opened.secret()));
        opened.session().authentication().revocation().watch(this, () -> events.add("closed at once"));
        assertEquals("closed at once", events.get(2), "a connection that comes too late");
    }

    @Test
    void aSignOutThatCannotBeStoredIsRefusedAndChangesNothing() {
        WebSessions.Opened opened = signIn(MIRA);
        bench.down = true;
        CompletionStage<String> ended = sessions.end(opened.session());
        assertNull(LogBench.refusal(ended), "tried again");
        now = now.plus(StoreLanes.PATIENCE);
        sweep();
        assertEquals(ErrorCode.UNAVAILABLE, LogBench.refusal(ended));
        bench.down = false;
        assertNotNull(find(sessions, opened.secret()));
        assertNotNull(find(read(), opened.secret()));
    }

    @Test
    void aCommitInDoubtIsTriedAgain() {
        bench.nextCommit(connection -> {
            connection.commit();
            throw new SQLException("connection lost", "08006");
        });
        CompletionStage<WebSessions.Opened> opening =
                sessions.open(new Tokens.SignedIn(MIRA, null), "google", null, null);
        assertFalse(opening.toCompletableFuture().isDone());
        sweep();
        assertNotNull(find(read(), opening.toCompletableFuture().join().secret()));
        assertEquals(1, sessions.of(MIRA.id()).size());
    }

    @Test
    void aRestoredBackupSignsNobodyIn() throws IOException {
        String secret = signIn(MIRA).secret();
        Path backup = folder.resolve("backup.db");
        Path other = Files.createDirectory(folder.resolve("other"));
        Backup.take(folder, backup);
        Backup.restore(backup, other);
        bench.close();
        bench = LogBench.fragile(other);
        assertNull(find(read(), secret));
    }

    @Test
    void aMembersLongestUnusedSessionMakesRoomForANewOne() {
        List<WebSessions.Opened> opened = new ArrayList<>();
        for (int i = 0; i <= WebSessions.PER_MEMBER; i++) {
            now = now.plusSeconds(1);
            opened.add(signIn(MIRA));
        }
        assertNull(find(sessions, opened.get(0).secret()));
        assertNotNull(find(sessions, opened.get(1).secret()));
        assertEquals(WebSessions.PER_MEMBER, sessions.of(MIRA.id()).size());
        assertEquals(WebSessions.PER_MEMBER, read().of(MIRA.id()).size());
    }

    @Test
    void theNumberOfSessionsIsBounded() {
        String first = signIn(MIRA).secret();
        for (int i = 0; i < TOTAL; i++) {
            now = now.plusSeconds(1);
            signIn(new Member("member " + i, "Guest"));
        }
        assertNull(find(sessions, first));
        assertEquals(1, sessions.of("member 0").size());
    }

    @Test
    void aNewNameReachesAllSessionsOfTheMember() {
        WebSessions.Opened opened = signIn(MIRA);
        WebSessions.Opened other = signIn(JONAS);
        signIn(new Member(MIRA.id(), "Mira Okafor"));
        for (WebSessions among : List.of(sessions, read())) {
            assertEquals("Mira Okafor", find(among, opened.secret()).member().name());
            assertEquals(JONAS, find(among, other.secret()).member());
        }
    }

    @Test
    void aUserAgentIsShortAndPrintable() {
        WebSession session = sessions.open(
                        new Tokens.SignedIn(MIRA, null), "google", "a\r\nb\u001b[31m" + "x".repeat(1000), null)
                .toCompletableFuture()
                .join()
                .session();
        assertTrue(session.userAgent().startsWith("a??b?[31mxxx"), session.userAgent());
        assertEquals(300, session.userAgent().length());
    }
}
