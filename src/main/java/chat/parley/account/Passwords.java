package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.signin.Provider;
import chat.parley.signin.WebSession;
import chat.parley.signin.WebSessions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Signs people in with name and password. Guesses are slowed down per account and per network; a browser that has
 * signed in to the account before has a budget of its own, so others cannot lock its person out. Whether an account
 * exists shows neither in the answer nor in the time. Thread-safe; never blocks.
 */
public final class Passwords {
    private static final int FREE_PER_ACCOUNT = 5;
    /** Many people may share an address. */
    private static final int FREE_PER_NETWORK = 30;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final AccountBook book;
    private final WebSessions sessions;
    private final Hashing hashing;
    private final Devices devices;
    private final Throttle accounts;
    private final Throttle networks;

    Passwords(AccountBook book, WebSessions sessions, Hashing hashing, Devices devices, LongSupplier nanos) {
        this.book = book;
        this.sessions = sessions;
        this.hashing = hashing;
        this.devices = devices;
        this.accounts = new Throttle(FREE_PER_ACCOUNT, LONGEST_PAUSE, nanos);
        this.networks = new Throttle(FREE_PER_NETWORK, LONGEST_PAUSE, nanos);
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
        String device = account == null ? null : devices.recognize(account.id(), browser.devices());
        String budget = device == null ? "name " + AccountName.keyOf(valid) : "device " + device;
        String network = device == null ? browser.network() : null;
        begin(budget, network);
        return hashing.matches(entered, account == null ? null : account.password(), browser.network())
                .whenComplete((matches, failure) -> {
                    if (failure != null || matches) {
                        end(budget, network, failure == null);
                    }
                })
                .thenCompose(matches -> matches
                        ? open(account, browser)
                        : CompletableFuture.failedFuture(wrong("Wrong name or password")));
    }

    private static Refusal wrong(String message) {
        return new Refusal(ErrorCode.UNAUTHORIZED, message);
    }

    private void begin(String budget, String network) {
        if (network != null) {
            networks.begin(network);
        }
        try {
            accounts.begin(budget);
        } catch (Refusal refusal) {
            takeBack(network);
            throw refusal;
        }
    }

    /** After a try that was no wrong guess. Success forgives the account, but not all the others of the network. */
    private void end(String budget, String network, boolean hasSucceeded) {
        takeBack(network);
        if (hasSucceeded) {
            accounts.forget(budget);
        } else {
            accounts.takeBack(budget);
        }
    }

    private void takeBack(String network) {
        if (network != null) {
            networks.takeBack(network);
        }
    }

    private CompletionStage<SignedIn> open(Account account, Browser browser) {
        WebSessions.Opened opened = sessions.begin(account.member(), Provider.PASSWORD, browser.userAgent());
        return sessions.lane()
                .store(book.unchanged(account), sessions.opening(opened, null))
                .thenApply(done -> new SignedIn(opened, devices.remember(account.id())));
    }

    /**
     * Gives the account a new password and ends its other sessions. Fails with {@link Refusal}.
     *
     * @param session stays
     * @throws Refusal if a password breaks a rule
     */
    public CompletionStage<?> change(Account account, WebSession session, String current, String wanted) {
        String entered = PasswordRules.entered(current);
        String chosen = PasswordRules.chosen(wanted, account.name());
        String budget = "own " + account.id();
        begin(budget, null);
        return hashing.matches(entered, account.password(), budget)
                .whenComplete((matches, failure) -> {
                    if (failure != null || matches) {
                        end(budget, null, failure == null);
                    }
                })
                .thenCompose(matches -> matches
                        ? hashing.hash(chosen, budget)
                        : CompletableFuture.failedFuture(
                                new Refusal(ErrorCode.FORBIDDEN, "The current password is wrong")))
                .thenCompose(hash -> sessions.lane()
                        .store(
                                book.unchanged(account),
                                session.stillOpen(),
                                book.changing(account.id(), now -> now.withPassword(hash)),
                                sessions.ending(account.member().id(), session)));
    }
}
