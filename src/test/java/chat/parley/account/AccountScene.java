package chat.parley.account;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.SignedInNames;
import chat.parley.lane.Lane;
import chat.parley.log.LogBench;
import chat.parley.signin.Cookies;
import chat.parley.signin.WebSession;
import chat.parley.signin.WebSessions;
import chat.parley.store.StoreLanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Accounts of a store, on lanes that run everything at once, with a clock of the test. */
final class AccountScene {
    static final String PASSWORD = "correct horse";
    private static final Lane AT_ONCE = new Lane() {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void later(Duration delay, Runnable task) {}
    };

    final LogBench bench;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    WebSessions sessions;
    /** Those of all who have signed in. */
    SignedInNames names;

    Accounts accounts;

    AccountScene(LogBench bench) {
        this.bench = bench;
        restart();
    }

    /** Reads everything again, as a server does at its start. */
    void restart() {
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
        StoreLanes store = StoreLanes.of(bench.database, name -> AT_ONCE, name -> AT_ONCE, this::nanos);
        sessions = new WebSessions(store, clock);
        names = SignedInNames.none();
        accounts = Accounts.start(store, sessions, names, AT_ONCE, clock);
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    static Browser browser(String... devices) {
        return new Browser("192.0.2.1", List.of(devices), "Firefox");
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** The refusal, thrown at once or by the stage. */
    static ErrorCode refused(Supplier<CompletionStage<?>> work) {
        try {
            Object done = work.get().toCompletableFuture().join();
            throw new AssertionError("not refused: " + done);
        } catch (CompletionException e) {
            return ((Refusal) e.getCause()).code();
        } catch (Refusal e) {
            return e.code();
        }
    }

    static String secret(String path) {
        assertNotNull(path, "no link");
        return path.replaceFirst("^invite/", "");
    }

    SignedIn accept(String path, String name) {
        return done(accounts.newcomers().accept(secret(path), name, PASSWORD, false, browser()));
    }

    /** The first account, by the link that the server printed. */
    Account owner(String name) {
        return account(accept(accounts.setUp(), name));
    }

    Account join(Account owner, String name) {
        return account(accept(invite(owner), name));
    }

    /** Renames the account from one of its sessions. */
    CompletionStage<Account> rename(Account account, String name) {
        return accounts.rename(account, sessions.of(account.member().id()).get(0), name);
    }

    String invite(Account owner) {
        return done(accounts.links().invite(owner, AccountLink.VALIDITY)).path();
    }

    Account account(SignedIn signedIn) {
        return accounts.book().of(signedIn.opened().session().member().id());
    }

    SignedIn signIn(String name, String... devices) {
        return done(accounts.passwords().signIn(name, PASSWORD, browser(devices)));
    }

    ErrorCode refusedSignIn(String name, String password, String... devices) {
        return refused(() -> accounts.passwords().signIn(name, password, browser(devices)));
    }

    /** The session of the cookie; null if it has ended. */
    WebSession session(SignedIn signedIn) {
        return sessions.find(List.of("parley-session=" + signedIn.opened().secret()), new Cookies(false, ""));
    }
}
