package chat.parley.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import chat.parley.e2e.host.Postgres;
import chat.parley.event.Member;
import chat.parley.identity.Tokens;
import chat.parley.lane.Lane;
import chat.parley.log.ChangeStories;
import chat.parley.log.LogBench;
import chat.parley.store.StoreLanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Web sessions in PostgreSQL. */
class WebSessionsOnDatabaseTest {
    /** Runs tasks at once. */
    private static final Lane AT_ONCE = new Lane() {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void later(Duration delay, Runnable task) {}
    };

    private static WebSessions read(LogBench bench, Instant now) {
        StoreLanes store = StoreLanes.of(bench.database, name -> AT_ONCE, name -> AT_ONCE, System::nanoTime);
        return new WebSessions(store, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<String> cookie(WebSessions.Opened opened) {
        return List.of("parley-session=" + opened.secret());
    }

    @Test
    void sessionsAreStoredUsedRenamedAndEnded() {
        Postgres server = Postgres.current();
        Instant start = ChangeStories.START;
        Instant later = start.plus(WebSession.IDLE).minusSeconds(1);
        try (LogBench bench = LogBench.on(server, server.createDatabase(), start)) {
            WebSessions sessions = read(bench, start);
            WebSessions.Opened first = sessions.open(
                            new Tokens.SignedIn(LogBench.MIRA, null), "company", "Firefox", "an ID token")
                    .toCompletableFuture()
                    .join();
            Member renamed = new Member(LogBench.MIRA.id(), "Mira Okafor");
            WebSessions.Opened second = sessions.open(new Tokens.SignedIn(renamed, null), "company", null, null)
                    .toCompletableFuture()
                    .join();
            assertNotNull(read(bench, later).find(cookie(first), new Cookies(false, "")));

            WebSessions again = read(bench, later.plusSeconds(2));
            assertEquals(
                    renamed, again.find(cookie(first), new Cookies(false, "")).member());
            assertEquals(1, again.of(renamed.id()).size(), "the other was not used");
            assertEquals(
                    "an ID token",
                    again.end(first.session()).toCompletableFuture().join());
            assertEquals(
                    "", sessions.end(second.session()).toCompletableFuture().join());
            assertEquals(List.of(), read(bench, start).of(renamed.id()));
        }
    }
}
