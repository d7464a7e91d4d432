package chat.parley.signin;

import chat.parley.event.Member;
import chat.parley.identity.SignedInNames.Named;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table of the names of members who have signed in. Each statement may be repeated after a commit in doubt. */
final class NameRows {
    private NameRows() {}

    /** The newest names, the oldest of them first. */
    static List<Named> newest(Connection connection, int limit) throws SQLException {
        List<Named> found = new ArrayList<>(Sql.all(
                connection,
                "SELECT member, name, named FROM signed_in_name ORDER BY named DESC, member LIMIT ?",
                NameRows::read,
                (long) limit));
        Collections.reverse(found);
        return found;
    }

    /** The member's stored name; null if there is none. */
    static Named of(Connection connection, String member) throws SQLException {
        return Sql.one(
                connection, "SELECT member, name, named FROM signed_in_name WHERE member = ?", NameRows::read, member);
    }

    private static Named read(ResultSet row) throws SQLException {
        return new Named(new Member(row.getString(1), row.getString(2)), Instant.ofEpochMilli(row.getLong(3)));
    }

    /** Keeps a newer name: of another server, or from before the clock went back. */
    static void put(Connection connection, Named named) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO signed_in_name (member, name, named) VALUES (?, ?, ?) ON CONFLICT (member) DO UPDATE"
                        + " SET name = excluded.name, named = excluded.named WHERE signed_in_name.named <= excluded.named",
                named.member().id(),
                named.member().name(),
                named.at().toEpochMilli());
    }

    static void delete(Connection connection, String member) throws SQLException {
        Sql.update(connection, "DELETE FROM signed_in_name WHERE member = ?", member);
    }
}
