package chat.parley.account;

import chat.parley.event.Member;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table of accounts. Each statement may be repeated after a commit in doubt. */
final class AccountRows {
    private static final String SELECT = "SELECT id, member, name, password, is_owner, is_active, created FROM account";
    /** Stands for no password. */
    private static final String NONE = "";

    private AccountRows() {}

    static List<Account> all(Connection connection) throws SQLException {
        return Sql.all(connection, SELECT, AccountRows::read);
    }

    /** The account with this id, if there is one. */
    static List<Account> all(Connection connection, String id) throws SQLException {
        return Sql.all(connection, SELECT + " WHERE id = ?", AccountRows::read, id);
    }

    private static Account read(ResultSet row) throws SQLException {
        return new Account(
                row.getString(1),
                new Member(row.getString(2), row.getString(3)),
                row.getString(4).equals(NONE) ? null : row.getString(4),
                row.getLong(5) == 1,
                row.getLong(6) == 1,
                Instant.ofEpochMilli(row.getLong(7)));
    }

    static boolean hasPassword(Connection connection, String id) throws SQLException {
        return Sql.one(connection, "SELECT 1 FROM account WHERE id = ? AND password <> ?", row -> true, id, NONE)
                != null;
    }

    static void insert(Connection connection, Account account) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO account (id, member, name, name_key, password, is_owner, is_active, created)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                account.id(),
                account.member().id(),
                account.name(),
                AccountName.keyOf(account.name()),
                password(account),
                number(account.owner()),
                number(account.active()),
                account.created().toEpochMilli());
    }

    static void update(Connection connection, Account account) throws SQLException {
        Sql.update(
                connection,
                "UPDATE account SET name = ?, name_key = ?, password = ?, is_owner = ?, is_active = ? WHERE id = ?",
                account.name(),
                AccountName.keyOf(account.name()),
                password(account),
                number(account.owner()),
                number(account.active()),
                account.id());
    }

    private static String password(Account account) {
        return account.password() == null ? NONE : account.password();
    }

    private static Long number(boolean value) {
        return value ? 1L : 0L;
    }
}
