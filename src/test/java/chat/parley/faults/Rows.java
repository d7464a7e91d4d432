package chat.parley.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What the store itself says is in the rooms, past Parley. */
interface Rows {
    String QUERY = "SELECT entry.\"offset\", room.epoch, entry.tag, entry.sender, entry.ref, entry.body FROM entry"
            + " JOIN room ON room.id = entry.room WHERE room.name = ? ORDER BY 1";

    /** A new connection. */
    Connection connect() throws SQLException;

    static Rows of(Ground ground) {
        return () -> DriverManager.getConnection("jdbc:sqlite:" + ground.database());
    }

    default void record(List<String> rooms, Recording recording) {
        try (Connection connection = connect(); PreparedStatement statement = connection.prepareStatement(QUERY)) {
            for (String room : rooms) {
                statement.setString(1, room);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        String position = rows.getString(2) + "-" + rows.getLong(1) + "-" + rows.getString(3);
                        Sighting row = Sighting.post(rows.getString(4), rows.getString(5), Sighting.hash(rows.getString(6))).at(rows.getLong(1), position);
                        recording.add(Fact.Kind.ROW, "database", room, row);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
