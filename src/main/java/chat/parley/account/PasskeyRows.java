package chat.parley.account;

import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The tables of passkeys and of challenges that were answered. */
final class PasskeyRows {
    private static final String SELECT =
            "SELECT id, account, credential, public_key, host, name, counter, created, used FROM passkey";

    private PasskeyRows() {}

    /** The oldest first. */
    static List<Passkey> of(Connection connection, String account) throws SQLException {
        return Sql.all(connection, SELECT + " WHERE account = ? ORDER BY created, id", PasskeyRows::read, account);
    }

    /** Null if there is none. */
    static Passkey withCredential(Connection connection, String credential) throws SQLException {
        return Sql.one(connection, SELECT + " WHERE credential = ?", PasskeyRows::read, credential);
    }

    private static Passkey read(ResultSet row) throws SQLException {
        long used = row.getLong(9);
        boolean isUnused = row.wasNull();
        return new Passkey(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                Instant.ofEpochMilli(row.getLong(8)),
                isUnused ? null : Instant.ofEpochMilli(used));
    }

    /** Waits for other changes of the account's passkeys, in other transactions. */
    static void lock(Connection connection, String account) throws SQLException {
        Sql.update(connection, "UPDATE account SET created = created WHERE id = ?", account);
    }

    /** Whether no other passkey has its credential. */
    static boolean insert(Connection connection, Passkey passkey) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO passkey (id, account, credential, public_key, host, name, counter, created)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (credential) DO NOTHING",
                passkey.id(),
                passkey.account(),
                passkey.credential(),
                passkey.publicKey(),
                passkey.host(),
                passkey.name(),
                passkey.counter(),
                passkey.created().toEpochMilli());
        return withCredential(connection, passkey.credential()).id().equals(passkey.id());
    }

    /** Stores a use. Returns whether the counter has grown, or there is none. */
    static boolean use(Connection connection, Passkey passkey, long counter, Instant now) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE passkey SET counter = ?, used = ? WHERE id = ? AND (counter < ? OR counter = 0 AND ? ="
                                + " 0)",
                        counter,
                        now.toEpochMilli(),
                        passkey.id(),
                        counter,
                        counter)
                > 0;
    }

    static void delete(Connection connection, Passkey passkey) throws SQLException {
        Sql.update(connection, "DELETE FROM passkey WHERE id = ?", passkey.id());
    }

    /** Deletes all of an account. */
    static void deleteOf(Connection connection, String account) throws SQLException {
        Sql.update(connection, "DELETE FROM passkey WHERE account = ?", account);
    }

    /** The number of challenges that the account has answered lately. */
    static long answeredBy(Connection connection, String account) throws SQLException {
        return Sql.one(
                connection, "SELECT COUNT(*) FROM passkey_challenge WHERE account = ?", row -> row.getLong(1), account);
    }

    /** What the answer to a challenge has led to; null without an answer. */
    static String outcome(Connection connection, String challenge) throws SQLException {
        return Sql.one(
                connection,
                "SELECT outcome FROM passkey_challenge WHERE challenge = ?",
                row -> row.getString(1),
                challenge);
    }

    /** Stores that a challenge was answered. Returns whether it was not before. */
    static boolean answer(Connection connection, String challenge, String account, String outcome, Instant expires)
            throws SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO passkey_challenge (challenge, account, outcome, expires) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (challenge) DO NOTHING",
                        challenge,
                        account,
                        outcome,
                        expires.toEpochMilli())
                > 0;
    }

    /** Deletes the challenges that have expired. */
    static void forget(Connection connection, Instant now) throws SQLException {
        Sql.update(connection, "DELETE FROM passkey_challenge WHERE expires < ?", now.toEpochMilli());
    }
}
