package chat.parley.account;

import chat.parley.event.Refusal;
import chat.parley.identity.AccountMembers;
import chat.parley.identity.SignedInNames;
import chat.parley.lane.Lane;
import chat.parley.signin.WebSession;
import chat.parley.signin.WebSessions;
import chat.parley.store.ChangeLane;
import chat.parley.store.Database;
import chat.parley.store.StoreLanes;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/**
 * All that can be done with the accounts of a server. Thread-safe; only {@link #start} blocks.
 *
 * @param setUp path of the link that sets up the first account, relative to the address of the chat; null if there is
 *     an owner
 */
public record Accounts(
        AccountBook book,
        AccountLinks links,
        Passwords passwords,
        Passkeys passkeys,
        Newcomers newcomers,
        WebSessions sessions,
        String setUp) {
    /**
     * Reads the accounts.
     *
     * @param names that no guest may take, those of all accounts among them
     * @param hashing a lane that computes hashes and does nothing else
     * @throws chat.parley.store.StoreException if the store cannot be used
     */
    public static Accounts start(
            StoreLanes store, WebSessions sessions, SignedInNames names, Lane hashing, Clock clock) {
        Database database = store.database();
        AccountMembers members = new AccountMembers(database.secret());
        AccountBook book = new AccountBook(database, names, clock);
        AccountLinks links = new AccountLinks(database, book, sessions.lane(), clock);
        book.follow(store.notices());
        links.follow(store.notices());
        Hashing hashes = new Hashing(hashing);
        Devices devices = new Devices(members);
        Guesses guesses = new Guesses(devices, store.nanos());
        Passwords passwords = new Passwords(book, sessions, hashes, devices, guesses);
        Challenges challenges = new Challenges(members, clock);
        PasskeyMaker maker = new PasskeyMaker(challenges, hashes, clock);
        return new Accounts(
                book,
                links,
                passwords,
                new Passkeys(
                        book, sessions, passwords, maker, challenges, hashes, devices, guesses, store.reads(), clock),
                new Newcomers(book, links, members, sessions, hashes, devices, maker, clock),
                sessions,
                links.setUp());
    }

    /**
     * Renames the account, and its member in all sessions. Fails with {@link Refusal}.
     *
     * @param session in which this is asked for; refused if it has ended since then
     */
    public CompletionStage<Account> rename(Account account, WebSession session, String name) {
        String valid = AccountName.valid(name);
        return change(
                account,
                session.stillOpen(),
                book.changing(account.id(), now -> now.named(valid)),
                sessions.renaming(account.named(valid).member()));
    }

    /**
     * Lets the account manage others, or no longer. Fails with {@link Refusal} if it is the last owner.
     *
     * @param by the owner who asks; refused if it has lost its rights since then
     */
    public CompletionStage<Account> setOwner(Account by, Account account, boolean isOwner) {
        ChangeLane.Step asked = book.stillOwner(by);
        ChangeLane.Step changing = book.changing(account.id(), now -> now.asOwner(isOwner));
        return isOwner
                ? change(account, asked, changing)
                : change(account, asked, changing, links.removingOf(account.id()));
    }

    /**
     * Deactivates the account, which ends its sessions, or activates it again. Fails with {@link Refusal} if it is the
     * last owner.
     *
     * @param by the owner who asks; refused if it has lost its rights since then
     */
    public CompletionStage<Account> setActive(Account by, Account account, boolean isActive) {
        ChangeLane.Step asked = book.stillOwner(by);
        ChangeLane.Step changing = book.changing(account.id(), now -> now.activated(isActive));
        return isActive
                ? change(account, asked, changing)
                : change(
                        account,
                        asked,
                        changing,
                        links.removingOf(account.id()),
                        sessions.ending(account.member().id(), null));
    }

    private CompletionStage<Account> change(Account account, ChangeLane.Step... steps) {
        return sessions.lane().store(steps).thenApply(done -> book.get(account.id()));
    }

    /** Without the link. */
    @Override
    public String toString() {
        return "accounts";
    }
}
