package chat.parley.signin;

import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** All web sessions of one person, for tools. */
public final class PersonalSessions {
    /**
     * A browser that is signed in.
     *
     * @param name the person's name
     */
    public record SignedIn(String name, String provider, String userAgent, Instant created, Instant seen) {}

    private PersonalSessions() {}

    public static List<SignedIn> of(Connection connection, String member) throws SQLException {
        return Sql.all(
                connection,
                "SELECT name, provider, user_agent, created, seen FROM web_session WHERE member = ? ORDER BY created",
                row -> new SignedIn(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5))),
                member);
    }

    /** Removes them, in the caller's transaction. @return how many there were */
    public static int remove(Connection connection, String member) throws SQLException {
        return Sql.update(connection, "DELETE FROM web_session WHERE member = ?", member);
    }
}
