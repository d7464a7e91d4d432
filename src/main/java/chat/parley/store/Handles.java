package chat.parley.store;

import chat.parley.search.Mentions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Fills in the handles of memberships that were stored before handles existed. */
final class Handles {
    private static final String NONE = "SELECT member, room, name FROM membership WHERE handle = '' LIMIT 1000";
    private static final String PUT = "UPDATE membership SET handle = ? WHERE member = ? AND room = ?";

    private Handles() {}

    static void complete(Connection connection) throws SQLException {
        List<Object[]> rows;
        do {
            rows = Sql.all(connection, NONE, row ->
                    new Object[] {Mentions.handle(row.getString(3)), row.getString(1), row.getLong(2)});
            if (!rows.isEmpty()) {
                Sql.updateAll(connection, PUT, rows);
            }
        } while (!rows.isEmpty());
    }
}
