package chat.parley.model;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the store's tables. */
record ModelTables(Connection connection) {
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param query has one parameter, the room */
    <T> List<T> all(String query, String room, Reader<T> reader) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, room);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void change(String command, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
