package chat.parley.account;

import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The table of links. Each statement may be repeated after a commit in doubt. */
final class AccountLinkRows {
    private AccountLinkRows() {}

    static List<AccountLink> all(Connection connection) throws SQLException {
        return Sql.all(
                connection,
                "SELECT id, secret_hash, kind, account, creator, created, expires FROM account_link",
                row -> new AccountLink(
                        row.getString(1),
                        row.getString(2),
                        AccountLink.Kind.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6)),
                        Instant.ofEpochMilli(row.getLong(7))));
    }

    static void insert(Connection connection, AccountLink link) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO account_link (id, secret_hash, kind, account, creator, created, expires)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                link.id(),
                link.secretHash(),
                link.kind().name(),
                link.account(),
                link.creator(),
                link.created().toEpochMilli(),
                link.expires().toEpochMilli());
    }

    static void delete(Connection connection, Collection<AccountLink> links) throws SQLException {
        for (AccountLink link : links) {
            Sql.update(connection, "DELETE FROM account_link WHERE id = ?", link.id());
        }
    }
}
