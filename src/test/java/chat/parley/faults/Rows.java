package chat.parley.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads the store directly, without Parley. */
interface Rows {
    String QUERY =
            "SELECT entry.\"offset\", room.epoch, entry.tag, entry.sender, entry.ref, entry.body, entry.kind, entry.target FROM entry"
                    + " JOIN room ON room.id = entry.room WHERE room.name = ? ORDER BY 1";

    /** A new connection. */
    Connection connect() throws SQLException;

    static Rows of(Ground ground) {
        return () -> DriverManager.getConnection("jdbc:sqlite:" + ground.database());
    }

    private static String hash(String kind, long target, String body) {
        return switch (kind) {
            case "message" -> body == null ? Sighting.GONE : Sighting.hash(body);
            case "edit" -> Sighting.change("edited", target, body);
            case "deletion" -> Sighting.change("deleted", target, body);
            case "reaction" -> Sighting.change("reacted", target, body);
            case "unreaction" -> Sighting.change("unreacted", target, body);
            default -> Sighting.change("topic-changed", target, body);
        };
    }

    default void record(List<String> rooms, Recording recording) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(QUERY)) {
            for (String room : rooms) {
                statement.setString(1, room);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        String position = rows.getString(2) + "-" + rows.getLong(1) + "-" + rows.getString(3);
                        Sighting row = Sighting.post(
                                        rows.getString(4),
                                        rows.getString(5),
                                        hash(rows.getString(7), rows.getLong(8), rows.getString(6)))
                                .at(rows.getLong(1), position);
                        recording.add(Fact.Kind.ROW, "database", room, row);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
