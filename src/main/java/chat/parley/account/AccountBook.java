package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.Likeness;
import chat.parley.identity.Owners;
import chat.parley.identity.SignedInNames;
import chat.parley.store.ChangeLane;
import chat.parley.store.Database;
import chat.parley.store.Notices;
import chat.parley.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The accounts of a store, all in memory. Their number is bounded. An owner always remains. Thread-safe; only the
 * constructor blocks.
 */
public final class AccountBook implements Owners {
    /** The subject of notices; their names are ids of accounts. */
    private static final String SUBJECT = "account";

    static final int TOTAL = 20_000;

    private final int most;
    private final SignedInNames names;
    private final Clock clock;
    private final Map<String, Account> byId = new ConcurrentHashMap<>();
    private final Map<String, Account> byMember = new ConcurrentHashMap<>();
    private final Map<String, Account> byKey = new ConcurrentHashMap<>();
    /** The skeletons of each account's name. */
    private final Map<String, Set<String>> looks = new ConcurrentHashMap<>();

    /**
     * Reads the accounts.
     *
     * @param names learn the names of all accounts, so that no guest can have them
     * @throws StoreException if that fails
     */
    AccountBook(Database database, SignedInNames names, Clock clock) {
        this(database, names, clock, TOTAL);
    }

    AccountBook(Database database, SignedInNames names, Clock clock, int most) {
        this.most = most;
        this.names = names;
        this.clock = clock;
        try (Connection connection = database.readConnection()) {
            AccountRows.all(connection).forEach(this::put);
        } catch (SQLException e) {
            throw new StoreException("Cannot read the accounts: " + e.getMessage(), e);
        }
    }

    /** Follows what other servers change. */
    void follow(Notices notices) {
        notices.listen(
                SUBJECT,
                (connection, id) -> AccountRows.all(connection, id).forEach(account -> replace(byId.get(id), account)));
    }

    private void replace(Account before, Account after) {
        put(after);
        if (before != null) {
            String former = AccountName.keyOf(before.name());
            if (!former.equals(AccountName.keyOf(after.name()))) {
                byKey.remove(former, before);
            }
        }
    }

    private void put(Account account) {
        byId.put(account.id(), account);
        byMember.put(account.member().id(), account);
        byKey.put(AccountName.keyOf(account.name()), account);
        looks.put(account.id(), Likeness.of(account.name()));
        SignedInNames.Named known = names.of(account.member().id());
        if (known == null || !known.member().name().equals(account.name())) {
            Instant now = clock.instant();
            boolean isLate = known == null || now.isAfter(known.at());
            names.learn(account.member(), isLate ? now : known.at().plusMillis(1)); // the account is right
        }
    }

    /** The account with this name, in any spelling; null if there is none. */
    Account named(String name) {
        return byKey.get(AccountName.keyOf(name));
    }

    /** The account of this member; null if it has none. */
    public Account of(String member) {
        return byMember.get(member);
    }

    /** The account with this id. @throws Refusal if there is none */
    public Account get(String id) {
        Account found = byId.get(id);
        if (found == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "Account not found");
        }
        return found;
    }

    /** All accounts, the oldest first. */
    public List<Account> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(Account::created).thenComparing(Account::id))
                .toList();
    }

    boolean isActive(String id) {
        Account found = byId.get(id);
        return found != null && found.active();
    }

    boolean isActiveOwner(String id) {
        Account found = byId.get(id);
        return found != null && found.isActiveOwner();
    }

    @Override
    public boolean isOwner(String memberId) {
        Account found = byMember.get(memberId);
        return found != null && found.isActiveOwner();
    }

    boolean hasOwner() {
        return byId.values().stream().anyMatch(Account::isActiveOwner);
    }

    /** Adds the account. Refused if its name is taken. */
    ChangeLane.Step creating(Account account) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) throws SQLException {
                if (byId.size() >= most) {
                    throw new Refusal(ErrorCode.BUSY, "This server has no room for further accounts");
                }
                requireFreeName(account);
                requireNobodyElses(account);
                AccountRows.insert(connection, account);
            }

            @Override
            public void apply() {
                put(account);
            }

            @Override
            public List<ChangeLane.Notice> notices() {
                return List.of(new ChangeLane.Notice(SUBJECT, account.id()));
            }
        };
    }

    /** Changes the account. Refused if its new name is taken, or if no owner would be left. */
    ChangeLane.Step changing(String id, UnaryOperator<Account> change) {
        return new ChangeLane.Step() {
            private Account before;
            private Account after;

            @Override
            public void store(Connection connection) throws SQLException {
                before = get(id);
                after = change.apply(before);
                requireFreeName(after);
                if (!after.name().equals(before.name())) {
                    requireNobodyElses(after);
                }
                if (before.isActiveOwner() && !after.isActiveOwner() && isLastOwner(before)) {
                    throw new Refusal(ErrorCode.CONFLICT, "This is the last owner; make somebody else an owner first");
                }
                AccountRows.update(connection, after);
            }

            @Override
            public void apply() {
                replace(before, after);
            }

            @Override
            public List<ChangeLane.Notice> notices() {
                return List.of(new ChangeLane.Notice(SUBJECT, id));
            }
        };
    }

    /** Changes nothing. Refused if the account is no active owner's any more. */
    ChangeLane.Step stillOwner(Account account) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) {
                if (!isActiveOwner(account.id())) {
                    throw notOwner();
                }
            }

            @Override
            public void apply() {}
        };
    }

    /** The refusal of those who are no owners. */
    public static Refusal notOwner() {
        return new Refusal(ErrorCode.FORBIDDEN, "Only owners of this server can do that");
    }

    /** Changes nothing. Refused if the account is not as it was. */
    ChangeLane.Step unchanged(Account account) {
        return new ChangeLane.Step() {
            @Override
            public void store(Connection connection) {
                if (!account.equals(byId.get(account.id()))) {
                    throw new Refusal(ErrorCode.CONFLICT, "The account has just been changed; try again");
                }
            }

            @Override
            public void apply() {}
        };
    }

    private boolean isLastOwner(Account owner) {
        return byId.values().stream()
                .noneMatch(each -> each.isActiveOwner() && !each.id().equals(owner.id()));
    }

    /** @throws Refusal if another account has the name */
    void requireFreeName(Account account) {
        Account same = named(account.name());
        Set<String> own = Likeness.of(account.name());
        boolean looksTaken = looks.entrySet().stream()
                .anyMatch(
                        other -> !other.getKey().equals(account.id()) && !Collections.disjoint(other.getValue(), own));
        if (looksTaken || same != null && !same.id().equals(account.id())) {
            throw nameTaken();
        }
    }

    /** @throws Refusal if a member of an identity provider, or of another application, has the name */
    private void requireNobodyElses(Account account) {
        if (names.isTakenFrom(account.member())) {
            throw nameTaken();
        }
    }

    static Refusal nameTaken() {
        return new Refusal(
                ErrorCode.CONFLICT, "Somebody here has this name, or one that looks like it; choose another");
    }
}
