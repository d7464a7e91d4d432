package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.Secrets;
import chat.parley.store.ChangeLane;
import chat.parley.store.Database;
import chat.parley.store.Notices;
import chat.parley.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The links of a store, all in memory. Their number is bounded. A link dies with the rights of the owner who made it.
 * Thread-safe; only the constructor and {@link #setUp} block.
 */
public final class AccountLinks {
    /** The subject of notices. There are few links, so all are read again. */
    private static final String SUBJECT = "account-link";

    private static final List<ChangeLane.Notice> CHANGED = List.of(new ChangeLane.Notice(SUBJECT, ""));
    static final int TOTAL = 500;
    private static final String PATH = "invite/";

    private final Database database;
    private final AccountBook book;
    private final ChangeLane lane;
    private final Clock clock;
    private final Map<String, AccountLink> byHash = new ConcurrentHashMap<>();

    /**
     * A new link.
     *
     * @param path relative to the address of the chat; contains the secret
     */
    public record Issued(AccountLink link, String path) {
        /** Without the secret. */
        @Override
        public String toString() {
            return link.id();
        }
    }

    /** Reads the links. @throws StoreException if that fails */
    AccountLinks(Database database, AccountBook book, ChangeLane lane, Clock clock) {
        this.database = database;
        this.book = book;
        this.lane = lane;
        this.clock = clock;
        try (Connection connection = database.readConnection()) {
            AccountLinkRows.all(connection).forEach(link -> byHash.put(link.secretHash(), link));
        } catch (SQLException e) {
            throw cannot("read", e);
        }
    }

    /** Follows what other servers change. */
    void follow(Notices notices) {
        notices.listen(SUBJECT, (connection, all) -> {
            List<AccountLink> stored = AccountLinkRows.all(connection);
            stored.forEach(link -> byHash.put(link.secretHash(), link));
            byHash.values().retainAll(stored);
        });
    }

    private static StoreException cannot(String what, SQLException e) {
        return new StoreException("Cannot " + what + " the links of accounts: " + e.getMessage(), e);
    }

    /**
     * Replaces the link that sets up the first account; for the start of the server, before anything else uses this.
     *
     * @return its path; null if there is an owner
     * @throws StoreException if it cannot be stored
     */
    String setUp() {
        List<AccountLink> earlier = those(link -> link.kind() == AccountLink.Kind.SETUP);
        Issued issued = book.hasOwner() ? null : issue(AccountLink.Kind.SETUP, null, null, AccountLink.VALIDITY);
        try {
            database.write(connection -> {
                AccountLinkRows.delete(connection, earlier);
                if (issued != null) {
                    AccountLinkRows.insert(connection, issued.link());
                }
                Notices.add(connection, SUBJECT, "");
                return null;
            });
        } catch (SQLException e) {
            throw cannot("store", e);
        }
        drop(earlier);
        if (issued == null) {
            return null;
        }
        byHash.put(issued.link().secretHash(), issued.link());
        return issued.path();
    }

    private Issued issue(AccountLink.Kind kind, Account account, Account creator, Duration validity) {
        String secret = Secrets.unguessable() + Secrets.unguessable();
        Instant now = clock.instant();
        return new Issued(
                new AccountLink(
                        Secrets.unguessable(),
                        Secrets.sha256(secret),
                        kind,
                        account == null ? null : account.id(),
                        creator == null ? null : creator.id(),
                        now,
                        now.plus(validity)),
                PATH + secret);
    }

    /** Stores an invitation. */
    public CompletionStage<Issued> invite(Account creator, Duration validity) {
        return store(issue(AccountLink.Kind.INVITE, null, creator, validity));
    }

    /** Stores a link that sets a new password; an earlier one of the account ends. */
    public CompletionStage<Issued> reset(Account account, Account creator) {
        return store(issue(AccountLink.Kind.RESET, account, creator, AccountLink.VALIDITY));
    }

    private CompletionStage<Issued> store(Issued issued) {
        AccountLink link = issued.link();
        ChangeLane.Step adding = new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                if (all().size() >= TOTAL) {
                    throw new Refusal(ErrorCode.CONFLICT, "Too many unused links; revoke some first");
                }
                if (!isValid(link)) {
                    throw new Refusal(ErrorCode.CONFLICT, "The account has just been changed; try again");
                }
                AccountLinkRows.insert(connection, link);
            }

            @Override
            public void apply() {
                byHash.put(link.secretHash(), link);
            }

            @Override
            public List<ChangeLane.Notice> notices() {
                return CHANGED;
            }
        };
        return lane.store(removing(each -> !isValid(each) || isReplaced(each, link)), adding)
                .thenApply(done -> issued);
    }

    private static boolean isReplaced(AccountLink earlier, AccountLink by) {
        return by.account() != null && by.account().equals(earlier.account());
    }

    /** The valid link with this secret. @throws Refusal if there is none */
    AccountLink find(String secret) {
        AccountLink found = secret == null ? null : byHash.get(Secrets.sha256(secret));
        if (found == null || !isValid(found)) {
            throw unknown();
        }
        return found;
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.NOT_FOUND, "This link was used, has expired or was revoked; ask for a new one");
    }

    private boolean isValid(AccountLink link) {
        if (!clock.instant().isBefore(link.expires())) {
            return false;
        }
        return link.kind() == AccountLink.Kind.SETUP
                ? !book.hasOwner()
                : book.isActiveOwner(link.creator()) && (link.account() == null || book.isActive(link.account()));
    }

    /** The valid links, the oldest first. */
    public List<AccountLink> all() {
        return those(this::isValid);
    }

    private List<AccountLink> those(Predicate<AccountLink> wanted) {
        return byHash.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(AccountLink::created).thenComparing(AccountLink::id))
                .toList();
    }

    /** Ends a link. Refused if the account that asks is no active owner's any more. Fails with {@link Refusal} if there is none with this id. */
    public CompletionStage<?> revoke(Account by, String id) {
        if (all().stream().noneMatch(link -> link.id().equals(id))) {
            throw new Refusal(ErrorCode.NOT_FOUND, "Link not found");
        }
        return lane.store(book.stillOwner(by), removing(link -> link.id().equals(id)));
    }

    /** Ends the link, which counts as used. Refused if it has ended already. */
    ChangeLane.Step using(AccountLink link) {
        ChangeLane.Step removing = removing(each -> each.id().equals(link.id()));
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                if (!byHash.containsKey(link.secretHash()) || !isValid(link)) {
                    throw unknown();
                }
                removing.store(connection);
            }

            @Override
            public void apply() {
                removing.apply();
            }

            @Override
            public List<ChangeLane.Notice> notices() {
                return CHANGED;
            }
        };
    }

    /** Ends the links that the account made, and those for its password. */
    ChangeLane.Step removingOf(String account) {
        return removing(link -> account.equals(link.creator()) || account.equals(link.account()));
    }

    private ChangeLane.Step removing(Predicate<AccountLink> unwanted) {
        return new ChangeLane.Step() {
            private List<AccountLink> removed = List.of();

            @Override
            public void store(Connection connection) throws SQLException {
                removed = those(unwanted);
                AccountLinkRows.delete(connection, removed);
            }

            @Override
            public void apply() {
                drop(removed);
            }

            @Override
            public List<ChangeLane.Notice> notices() {
                return removed.isEmpty() ? List.of() : CHANGED;
            }
        };
    }

    private void drop(List<AccountLink> links) {
        links.forEach(link -> byHash.remove(link.secretHash()));
    }
}
