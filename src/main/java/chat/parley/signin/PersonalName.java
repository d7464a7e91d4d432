package chat.parley.signin;

import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** The name that one person signed in with, for tools. */
public final class PersonalName {
    private PersonalName() {}

    /** Null if there is none. */
    public static String of(Connection connection, String member) throws SQLException {
        return Sql.one(connection, "SELECT name FROM signed_in_name WHERE member = ?", row -> row.getString(1), member);
    }

    /** Removes it, in the caller's transaction. @return how many there were */
    public static int remove(Connection connection, String member) throws SQLException {
        return Sql.update(connection, "DELETE FROM signed_in_name WHERE member = ?", member);
    }
}
