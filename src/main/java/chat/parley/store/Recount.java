package chat.parley.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Corrects the table {@code member_count}, which an older server beside a newer one does not keep up to date. */
final class Recount {
    private static final String DIFFERENCES = "SELECT room, sum(members) FROM ("
            + "SELECT room, count(*) AS members FROM membership GROUP BY room "
            + "UNION ALL SELECT room, -members FROM member_count"
            + ") AS both_counts GROUP BY room HAVING sum(members) <> 0";
    private static final String CORRECT = "INSERT INTO member_count (room, members) " + DIFFERENCES
            + " ON CONFLICT (room) DO UPDATE SET members = member_count.members + excluded.members";
    /** Waits for transactions that have changed counts, and makes others wait. */
    private static final String LOCK = "LOCK TABLE member_count IN SHARE ROW EXCLUSIVE MODE";

    private Recount() {}

    /**
     * Locks the table only if a count is wrong. Run it in a transaction of its own: with other locks, it could deadlock
     * with changes of memberships.
     */
    static void complete(Connection connection, Dialect dialect) throws SQLException {
        if (Sql.one(connection, DIFFERENCES, row -> row.getLong(1)) == null) {
            return;
        }
        if (dialect == Dialect.POSTGRESQL) {
            Sql.update(connection, LOCK);
        }
        Sql.update(connection, CORRECT);
    }
}
