package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.Secrets;
import chat.parley.signin.Provider;
import chat.parley.signin.WebSession;
import chat.parley.signin.WebSessions;
import chat.parley.store.ChangeLane;
import chat.parley.store.Reads;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Signs people in with passkeys, and lists, adds and removes their own. Passkeys are not in memory: each use reads the
 * store. {@link Guesses} are slowed down, as with passwords. Thread-safe; never blocks.
 */
public final class Passkeys {
    /** How long after a sign-in a passkey can be added without another proof. */
    static final Duration FRESH = Duration.ofMinutes(10);

    private static final System.Logger LOG = System.getLogger(Passkeys.class.getName());
    private static final String SIGN_IN = "sign-in";
    private static final String LANE = "passkeys";

    private final AccountBook book;
    private final WebSessions sessions;
    private final Passwords passwords;
    private final PasskeyMaker maker;
    private final Challenges challenges;
    private final Hashing hashing;
    private final Devices devices;
    private final Guesses guesses;
    private final Reads reads;
    private final Clock clock;

    /** What somebody must prove before a passkey can be added. */
    public enum Confirmation {
        NONE,
        PASSWORD,
        SIGN_IN
    }

    Passkeys(
            AccountBook book,
            WebSessions sessions,
            Passwords passwords,
            PasskeyMaker maker,
            Challenges challenges,
            Hashing hashing,
            Devices devices,
            Guesses guesses,
            Reads reads,
            Clock clock) {
        this.book = book;
        this.sessions = sessions;
        this.passwords = passwords;
        this.maker = maker;
        this.challenges = challenges;
        this.hashing = hashing;
        this.devices = devices;
        this.guesses = guesses;
        this.reads = reads;
        this.clock = clock;
    }

    /** Begins a sign-in. */
    public PasskeyOffer beginSignIn() {
        Challenges.Challenge challenge = challenges.begin();
        return new PasskeyOffer(challenge.text(), challenges.saved(challenge, SIGN_IN), null, null, List.of());
    }

    /**
     * Signs in, with a new web session. Fails with {@link Refusal}: {@link ErrorCode#UNAUTHORIZED} if the passkey opens
     * no account, {@link ErrorCode#RATE_LIMITED} after too many tries.
     *
     * @throws Refusal if the browser has no such challenge
     */
    public CompletionStage<SignedIn> signIn(PasskeyAnswer.Assertion given, PasskeyAnswer answer) {
        Challenges.Challenge challenge = challenges.find(answer.cookies(), SIGN_IN);
        if (given.id() == null) {
            throw new Refusal(ErrorCode.INVALID, "Passkey is missing");
        }
        return reads.read(LANE, connection -> PasskeyRows.withCredential(connection, given.id()))
                .thenCompose(passkey -> signIn(given, answer, challenge, passkey));
    }

    private CompletionStage<SignedIn> signIn(
            PasskeyAnswer.Assertion given, PasskeyAnswer answer, Challenges.Challenge challenge, Passkey passkey) {
        Account account = passkey != null && book.isActive(passkey.account()) ? book.get(passkey.account()) : null;
        Guesses.Try attempt = guesses.begin(account, "passkey " + Secrets.digestOf(given.id()), answer.browser());
        return hashing.compute(
                        answer.browser().network(),
                        () -> account == null ? -1 : counter(given, answer.host(), challenge, passkey))
                .whenComplete((counter, failure) -> {
                    if (failure != null || counter >= 0) {
                        attempt.end(failure == null);
                    }
                })
                .thenCompose(counter -> counter < 0
                        ? CompletableFuture.failedFuture(unknown())
                        : open(account, passkey, counter, challenge, answer.browser()));
    }

    private static Refusal unknown() {
        return new Refusal(
                ErrorCode.UNAUTHORIZED,
                "This passkey opens no account here; it may have been removed. Use another way");
    }

    /** The signature counter; negative if the answer does not prove the passkey. */
    private static long counter(
            PasskeyAnswer.Assertion given, PasskeyHost host, Challenges.Challenge challenge, Passkey passkey) {
        if (!passkey.host().equals(host.name())
                || !PasskeyMaker.handle(passkey.account()).equals(given.userHandle())) {
            return -1;
        }
        try {
            return WebAuthn.verify(given, passkey, host, challenge.text());
        } catch (WebAuthn.Unproven e) {
            LOG.log(Level.INFO, "A sign-in with a passkey was refused: {0}", e.getMessage());
            return -1;
        }
    }

    private CompletionStage<SignedIn> open(
            Account account, Passkey passkey, long counter, Challenges.Challenge challenge, Browser browser) {
        WebSessions.Opened opened = sessions.begin(account.member(), Provider.PASSKEY, browser.userAgent());
        String outcome = opened.session().id();
        return sessions.lane()
                .store(
                        book.unchanged(account),
                        challenges.answering(challenge, account.id(), outcome, using(passkey, counter)),
                        sessions.opening(opened, null))
                .thenApply(done -> new SignedIn(opened, devices.remember(account.id())));
    }

    private ChangeLane.Step using(Passkey passkey, long counter) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                if (PasskeyRows.use(connection, passkey, counter, clock.instant())) {
                    return;
                }
                if (PasskeyRows.withCredential(connection, passkey.credential()) == null) {
                    throw unknown(); // removed just now
                }
                LOG.log(
                        Level.WARNING,
                        "The signature counter of passkey {0} of account {1} went back: it may have been copied",
                        passkey.id(),
                        passkey.account());
                throw new Refusal(
                        ErrorCode.UNAUTHORIZED,
                        "This passkey may have been copied: its counter went back."
                                + " Sign in another way and remove it from your account");
            }

            @Override
            public void apply() {}
        };
    }

    /** The account's passkeys, the oldest first. */
    public CompletionStage<List<Passkey>> of(Account account) {
        return reads.read(LANE, connection -> PasskeyRows.of(connection, account.id()));
    }

    /** What {@link #beginRegistration} demands. */
    public Confirmation confirmation(Account account, WebSession session) {
        boolean isFresh = clock.instant().isBefore(session.created().plus(FRESH));
        return isFresh ? Confirmation.NONE : account.password() == null ? Confirmation.SIGN_IN : Confirmation.PASSWORD;
    }

    /**
     * Begins to add a passkey. Fails with {@link Refusal}, such as {@link ErrorCode#FORBIDDEN} without the confirmation.
     *
     * @param current the password; null for none
     */
    public CompletionStage<PasskeyOffer> beginRegistration(Account account, WebSession session, String current) {
        return confirm(account, session, current)
                .thenCompose(done -> of(account))
                .thenApply(known -> {
                    if (known.size() >= PasskeyMaker.MOST) {
                        throw PasskeyMaker.tooMany();
                    }
                    return maker.begin(purpose(account, session), account.id(), account.name(), known);
                });
    }

    private CompletionStage<?> confirm(Account account, WebSession session, String current) {
        Confirmation needed = confirmation(account, session);
        if (needed == Confirmation.NONE) {
            return CompletableFuture.completedFuture(null);
        }
        if (needed == Confirmation.SIGN_IN) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN, "You signed in a while ago: sign out and in again, then add the passkey");
        }
        if (current == null || current.isEmpty()) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Enter your current password to add a passkey");
        }
        return passwords.confirm(account, current);
    }

    private static String purpose(Account account, WebSession session) {
        return "register " + account.id() + " " + session.id();
    }

    /** Adds the passkey that the browser made. Fails with {@link Refusal}. @param name null for a usual one */
    public CompletionStage<Passkey> register(
            Account account, WebSession session, String name, PasskeyAnswer.Registration given, PasskeyAnswer answer) {
        return maker.make(given, answer, purpose(account, session), account.id(), name, false)
                .thenCompose(made -> sessions.lane()
                        .store(book.unchanged(account), made.adding())
                        .thenApply(done -> made.passkey()));
    }

    /** Removes a passkey. Fails with {@link Refusal}, such as {@link ErrorCode#CONFLICT} for the only way to sign in. */
    public CompletionStage<?> remove(Account account, String id) {
        return of(account).thenCompose(own -> {
            Passkey passkey = own.stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "Passkey not found"));
            return sessions.lane().store(book.unchanged(account), removing(account, passkey));
        });
    }

    private static ChangeLane.Step removing(Account account, Passkey passkey) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                PasskeyRows.lock(connection, account.id());
                boolean isLast = PasskeyRows.of(connection, account.id()).stream()
                        .allMatch(each -> each.id().equals(passkey.id()));
                if (isLast && !AccountRows.hasPassword(connection, account.id())) {
                    throw new Refusal(
                            ErrorCode.CONFLICT,
                            "This is the only way to sign in to your account; add another passkey first");
                }
                PasskeyRows.delete(connection, passkey);
            }

            @Override
            public void apply() {}
        };
    }
}
