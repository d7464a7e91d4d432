package chat.parley.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** JDBC's ceremony. */
final class Sql {

    /** Makes something of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    static <T> List<T> all(Connection connection, String query, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, query, parameters); ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    /** What is made of the first row; null where there is none. */
    static <T> T one(Connection connection, String query, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, query, parameters); ResultSet rows = statement.executeQuery()) {
            return rows.next() ? reader.read(rows) : null;
        }
    }

    /** The number of rows that were changed. */
    static int update(Connection connection, String command, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, command, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** The number of rows that each line of parameters changed. */
    static int[] updateAll(Connection connection, String command, List<Object[]> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            for (Object[] parameters : lines) {
                set(statement, parameters);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            set(statement, parameters);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, (String) parameters[i]);
            }
        }
    }
}
