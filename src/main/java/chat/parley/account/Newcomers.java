package chat.parley.account;

import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.identity.AccountMembers;
import chat.parley.identity.Secrets;
import chat.parley.signin.Provider;
import chat.parley.signin.WebSessions;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** People who have a link: they choose a password and are signed in. Thread-safe; never blocks. */
public final class Newcomers {
    private final AccountBook book;
    private final AccountLinks links;
    private final AccountMembers members;
    private final WebSessions sessions;
    private final Hashing hashing;
    private final Devices devices;
    private final Clock clock;

    /**
     * What a link offers.
     *
     * @param by the name of the owner who made it; null if the server did
     * @param name of the account that gets a new password; null if there is no account yet
     */
    public record Offer(AccountLink.Kind kind, String by, String name) {}

    Newcomers(
            AccountBook book,
            AccountLinks links,
            AccountMembers members,
            WebSessions sessions,
            Hashing hashing,
            Devices devices,
            Clock clock) {
        this.book = book;
        this.links = links;
        this.members = members;
        this.sessions = sessions;
        this.hashing = hashing;
        this.devices = devices;
        this.clock = clock;
    }

    /** What the link with this secret offers. @throws Refusal if it is not valid */
    public Offer offer(String secret) {
        AccountLink link = links.find(secret);
        return new Offer(
                link.kind(),
                link.creator() == null ? null : book.get(link.creator()).name(),
                link.account() == null ? null : book.get(link.account()).name());
    }

    /**
     * Uses the link: creates an account, or sets a new password and ends all sessions of the account. Then signs in.
     * Fails with {@link Refusal}, and then the link stays valid.
     *
     * @param name of the new account; ignored if the link is for an account
     * @throws Refusal if the link is not valid, or a value breaks a rule
     */
    public CompletionStage<SignedIn> accept(String secret, String name, String password, Browser browser) {
        AccountLink link = links.find(secret);
        return link.kind() == AccountLink.Kind.RESET
                ? reset(link, book.get(link.account()), password, browser)
                : join(link, AccountName.valid(name), password, browser);
    }

    private CompletionStage<SignedIn> join(AccountLink link, String name, String password, Browser browser) {
        String chosen = PasswordRules.chosen(password, name);
        if (book.named(name) != null) {
            throw AccountBook.nameTaken(); // before the costly hash
        }
        String id = Secrets.unguessable();
        Member member = new Member(members.idOf(id), name);
        WebSessions.Opened opened = sessions.begin(member, Provider.PASSWORD, browser.userAgent());
        boolean isOwner = link.kind() == AccountLink.Kind.SETUP;
        return hashing.hash(chosen, browser.network())
                .thenCompose(hash -> sessions.lane()
                        .store(
                                links.using(link),
                                book.creating(new Account(id, member, hash, isOwner, true, clock.instant())),
                                sessions.opening(opened, null)))
                .thenApply(done -> new SignedIn(opened, devices.remember(id)));
    }

    private CompletionStage<SignedIn> reset(AccountLink link, Account account, String password, Browser browser) {
        String chosen = PasswordRules.chosen(password, account.name());
        WebSessions.Opened opened = sessions.begin(account.member(), Provider.PASSWORD, browser.userAgent());
        return hashing.hash(chosen, browser.network())
                .thenCompose(hash -> sessions.lane()
                        .store(
                                links.using(link),
                                book.unchanged(account),
                                book.changing(account.id(), now -> now.withPassword(hash)),
                                sessions.ending(account.member().id(), null),
                                sessions.opening(opened, null)))
                .thenApply(done -> new SignedIn(opened, devices.remember(account.id())));
    }
}
