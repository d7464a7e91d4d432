package chat.parley.account;

import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.identity.AccountMembers;
import chat.parley.identity.Secrets;
import chat.parley.signin.Provider;
import chat.parley.signin.WebSessions;
import chat.parley.store.ChangeLane;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** People who have a link: they choose a password or make a passkey, and are signed in. Thread-safe; never blocks. */
public final class Newcomers {
    private final AccountBook book;
    private final AccountLinks links;
    private final AccountMembers members;
    private final WebSessions sessions;
    private final Hashing hashing;
    private final Devices devices;
    private final PasskeyMaker maker;
    private final Clock clock;

    /**
     * What a link offers.
     *
     * @param by the name of the owner who made it; null if the server did
     * @param account null if there is none yet
     */
    public record Offer(AccountLink.Kind kind, String by, Account account) {}

    /**
     * How somebody will sign in from now on.
     *
     * @param provider of the session that begins
     * @param account the id of an account that begins
     * @param password its hash; null for none
     * @param step stores what else there is
     */
    private record Credential(String provider, String account, String password, ChangeLane.Step step) {}

    Newcomers(
            AccountBook book,
            AccountLinks links,
            AccountMembers members,
            WebSessions sessions,
            Hashing hashing,
            Devices devices,
            PasskeyMaker maker,
            Clock clock) {
        this.book = book;
        this.links = links;
        this.members = members;
        this.sessions = sessions;
        this.hashing = hashing;
        this.devices = devices;
        this.maker = maker;
        this.clock = clock;
    }

    /** What the link with this secret offers. @throws Refusal if it is not valid */
    public Offer offer(String secret) {
        AccountLink link = links.find(secret);
        return new Offer(
                link.kind(),
                link.creator() == null ? null : book.get(link.creator()).name(),
                accountOf(link));
    }

    private Account accountOf(AccountLink link) {
        return link.account() == null ? null : book.get(link.account());
    }

    /**
     * Uses the link: creates an account, or sets a new password and ends all sessions of the account. Then signs in.
     * Fails with {@link Refusal}, and then the link stays valid.
     *
     * @param name of the new account; ignored if the link is for an account
     * @param removesPasskeys whether the account's passkeys go
     * @throws Refusal if the link is not valid, or a value breaks a rule
     */
    public CompletionStage<SignedIn> accept(
            String secret, String name, String password, boolean removesPasskeys, Browser browser) {
        AccountLink link = links.find(secret);
        Account account = accountOf(link);
        String called = account == null ? newName(name) : account.name();
        String chosen = PasswordRules.chosen(password, called);
        return hashing.hash(chosen, browser.network())
                .thenApply(hash -> new Credential(
                        Provider.PASSWORD, Secrets.unguessable(), hash, removing(account, removesPasskeys)))
                .thenCompose(credential -> use(link, account, called, credential, browser));
    }

    /**
     * Begins to make a passkey for the link.
     *
     * @param name as for {@link #accept}
     * @throws Refusal if the link is not valid, or the name breaks a rule or is taken
     */
    public PasskeyOffer beginPasskey(String secret, String name) {
        AccountLink link = links.find(secret);
        Account account = accountOf(link);
        return account == null
                ? maker.begin(purpose(link), null, newName(name), List.of())
                : maker.begin(purpose(link), account.id(), account.name(), List.of()); // may replace a lost one
    }

    /**
     * Uses the link like {@link #accept}, with a passkey in place of a password. An account that exists loses its
     * password, because nobody who knows it should get in any more.
     */
    public CompletionStage<SignedIn> accept(
            String secret,
            String name,
            PasskeyAnswer.Registration given,
            String passkeyName,
            boolean removesPasskeys,
            PasskeyAnswer answer) {
        AccountLink link = links.find(secret);
        Account account = accountOf(link);
        String called = account == null ? newName(name) : account.name();
        return maker.make(given, answer, purpose(link), link.account(), passkeyName, removesPasskeys)
                .thenApply(
                        made -> new Credential(Provider.PASSKEY, made.passkey().account(), null, made.adding()))
                .thenCompose(credential -> use(link, account, called, credential, answer.browser()));
    }

    private static String purpose(AccountLink link) {
        return "link " + link.id();
    }

    private String newName(String name) {
        String valid = AccountName.valid(name);
        if (book.named(valid) != null) {
            throw AccountBook.nameTaken(); // before the costly hash, or before the authenticator stores a passkey
        }
        return valid;
    }

    private CompletionStage<SignedIn> use(
            AccountLink link, Account account, String name, Credential credential, Browser browser) {
        return account == null ? join(link, name, credential, browser) : reset(link, account, credential, browser);
    }

    private CompletionStage<SignedIn> join(AccountLink link, String name, Credential credential, Browser browser) {
        String id = credential.account();
        Member member = new Member(members.idOf(id), name);
        WebSessions.Opened opened = sessions.begin(member, credential.provider(), browser.userAgent());
        boolean isOwner = link.kind() == AccountLink.Kind.SETUP;
        return sessions.lane()
                .store(
                        links.using(link),
                        book.creating(new Account(id, member, credential.password(), isOwner, true, clock.instant())),
                        credential.step(),
                        sessions.opening(opened, null))
                .thenApply(done -> new SignedIn(opened, devices.remember(id)));
    }

    private CompletionStage<SignedIn> reset(AccountLink link, Account account, Credential credential, Browser browser) {
        WebSessions.Opened opened = sessions.begin(account.member(), credential.provider(), browser.userAgent());
        return sessions.lane()
                .store(
                        links.using(link),
                        book.unchanged(account),
                        book.changing(account.id(), now -> now.withPassword(credential.password())),
                        credential.step(),
                        sessions.ending(account.member().id(), null),
                        sessions.opening(opened, null))
                .thenApply(done -> new SignedIn(opened, devices.remember(account.id())));
    }

    private static ChangeLane.Step removing(Account account, boolean removesPasskeys) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                if (account != null && removesPasskeys) {
                    PasskeyRows.deleteOf(connection, account.id());
                }
            }

            @Override
            public void apply() {}
        };
    }
}
