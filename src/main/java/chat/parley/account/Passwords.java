package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.signin.Provider;
import chat.parley.signin.WebSession;
import chat.parley.signin.WebSessions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Signs people in with name and password. {@link Guesses} are slowed down. Whether an account exists shows neither in
 * the answer nor in the time. Thread-safe; never blocks.
 */
public final class Passwords {
    private final AccountBook book;
    private final WebSessions sessions;
    private final Hashing hashing;
    private final Devices devices;
    private final Guesses guesses;

    Passwords(AccountBook book, WebSessions sessions, Hashing hashing, Devices devices, Guesses guesses) {
        this.book = book;
        this.sessions = sessions;
        this.hashing = hashing;
        this.devices = devices;
        this.guesses = guesses;
    }

    /**
     * Signs in, with a new web session. Fails with {@link Refusal}: {@link ErrorCode#UNAUTHORIZED} if name or password
     * are wrong, {@link ErrorCode#RATE_LIMITED} after too many tries.
     *
     * @throws Refusal if one of them is missing
     */
    public CompletionStage<SignedIn> signIn(String name, String password, Browser browser) {
        String valid = AccountName.valid(name);
        String entered = PasswordRules.entered(password);
        Account named = book.named(valid);
        Account account = named != null && named.active() ? named : null;
        Guesses.Try attempt = guesses.begin(account, "name " + AccountName.keyOf(valid), browser);
        return matches(attempt, entered, account, browser.network())
                .thenCompose(matches -> matches
                        ? open(account, browser)
                        : CompletableFuture.failedFuture(
                                new Refusal(ErrorCode.UNAUTHORIZED, "Wrong name or password")));
    }

    private CompletionStage<Boolean> matches(Guesses.Try attempt, String entered, Account account, String who) {
        return hashing.matches(entered, account == null ? null : account.password(), who)
                .whenComplete((matches, failure) -> {
                    if (failure != null || matches) {
                        attempt.end(failure == null);
                    }
                });
    }

    private CompletionStage<SignedIn> open(Account account, Browser browser) {
        WebSessions.Opened opened = sessions.begin(account.member(), Provider.PASSWORD, browser.userAgent());
        return sessions.lane()
                .store(book.unchanged(account), sessions.opening(opened, null))
                .thenApply(done -> new SignedIn(opened, devices.remember(account.id())));
    }

    /**
     * Checks the password of somebody who is signed in. Fails with {@link Refusal} if it is wrong.
     *
     * @throws Refusal if it cannot be any, or after too many tries
     */
    CompletionStage<?> confirm(Account account, String current) {
        String entered = PasswordRules.entered(current);
        return matches(guesses.begin(account), entered, account, "own " + account.id())
                .thenCompose(matches -> matches
                        ? CompletableFuture.completedFuture(account)
                        : CompletableFuture.failedFuture(
                                new Refusal(ErrorCode.FORBIDDEN, "The current password is wrong")));
    }

    /**
     * Gives the account a new password and ends its other sessions. Fails with {@link Refusal}.
     *
     * @param session stays
     * @throws Refusal if a password breaks a rule
     */
    public CompletionStage<?> change(Account account, WebSession session, String current, String wanted) {
        if (account.password() == null) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "Your account has no password; an owner of this server can give you a link to choose one");
        }
        String chosen = PasswordRules.chosen(wanted, account.name());
        return confirm(account, current)
                .thenCompose(confirmed -> hashing.hash(chosen, "own " + account.id()))
                .thenCompose(hash -> sessions.lane()
                        .store(
                                book.unchanged(account),
                                session.stillOpen(),
                                book.changing(account.id(), now -> now.withPassword(hash)),
                                sessions.ending(account.member().id(), session)));
    }
}
