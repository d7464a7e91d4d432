package chat.parley.account;

import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The account of one person, for tools. Without the password and keys. */
public record PersonalAccount(
        String name, boolean owner, boolean active, Instant created, List<PersonalPasskey> passkeys) {
    /** A passkey. @param used null before the first sign-in */
    public record PersonalPasskey(String name, String host, Instant created, Instant used) {}

    /** Null if the member has none. */
    public static PersonalAccount of(Connection connection, String member) throws SQLException {
        List<PersonalPasskey> passkeys = passkeys(connection, member);
        return Sql.one(
                connection,
                "SELECT name, is_owner, is_active, created FROM account WHERE member = ?",
                row -> new PersonalAccount(
                        row.getString(1),
                        row.getLong(2) == 1,
                        row.getLong(3) == 1,
                        Instant.ofEpochMilli(row.getLong(4)),
                        passkeys),
                member);
    }

    private static List<PersonalPasskey> passkeys(Connection connection, String member) throws SQLException {
        String id = Sql.one(connection, "SELECT id FROM account WHERE member = ?", row -> row.getString(1), member);
        return PasskeyRows.of(connection, id).stream()
                .map(one -> new PersonalPasskey(one.name(), one.host(), one.created(), one.used()))
                .toList();
    }

    /** Removes it with its passkeys and links, in the caller's transaction. @return how many there were */
    public static int remove(Connection connection, String member) throws SQLException {
        String own = "(SELECT id FROM account WHERE member = ?)";
        Sql.update(connection, "DELETE FROM passkey WHERE account IN " + own, member);
        Sql.update(connection, "DELETE FROM passkey_challenge WHERE account IN " + own, member);
        Sql.update(
                connection,
                "DELETE FROM account_link WHERE account IN " + own + " OR creator IN " + own,
                member,
                member);
        return Sql.update(connection, "DELETE FROM account WHERE member = ?", member);
    }
}
