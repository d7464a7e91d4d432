package chat.parley.account;

import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The account of one person, for tools. */
public record PersonalAccount(String name, boolean owner, boolean active, Instant created) {
    /** Null if the member has none. */
    public static PersonalAccount of(Connection connection, String member) throws SQLException {
        return Sql.one(
                connection,
                "SELECT name, is_owner, is_active, created FROM account WHERE member = ?",
                row -> new PersonalAccount(
                        row.getString(1),
                        row.getLong(2) == 1,
                        row.getLong(3) == 1,
                        Instant.ofEpochMilli(row.getLong(4))),
                member);
    }

    /** Removes it with its links, in the caller's transaction. @return how many there were */
    public static int remove(Connection connection, String member) throws SQLException {
        String own = "(SELECT id FROM account WHERE member = ?)";
        Sql.update(
                connection,
                "DELETE FROM account_link WHERE account IN " + own + " OR creator IN " + own,
                member,
                member);
        return Sql.update(connection, "DELETE FROM account WHERE member = ?", member);
    }
}
