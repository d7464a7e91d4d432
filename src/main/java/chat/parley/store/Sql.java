package chat.parley.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Shortcuts for JDBC. */
public final class Sql {

    /** Reads a row. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    public static <T> List<T> all(Connection connection, String query, Reader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, query, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    /** Reads the first row; null if there is none. */
    public static <T> T one(Connection connection, String query, Reader<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, query, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? reader.read(rows) : null;
        }
    }

    /** Returns the number of rows changed. */
    public static int update(Connection connection, String command, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, command, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Runs the command as a batch. Returns the number of rows that each line of parameters changed. */
    public static int[] updateAll(Connection connection, String command, List<Object[]> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            for (Object[] parameters : lines) {
                set(statement, parameters);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /** Runs the command once, with one array per column of the lines. Returns the number of rows changed. */
    public static int updateSet(Connection connection, String command, List<Object[]> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            for (int column = 0; column < lines.get(0).length; column++) {
                statement.setArray(column + 1, column(connection, lines, column));
            }
            return statement.executeUpdate();
        }
    }

    private static Array column(Connection connection, List<Object[]> lines, int column) throws SQLException {
        Object[] values = lines.get(0)[column] instanceof Long ? new Long[lines.size()] : new String[lines.size()];
        for (int line = 0; line < values.length; line++) {
            values[line] = lines.get(line)[column];
        }
        return array(connection, values);
    }

    private static Array array(Connection connection, Object[] values) throws SQLException {
        return connection.createArrayOf(values instanceof Long[] ? "bigint" : "text", values);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
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
            } else if (parameters[i] instanceof Object[] values) {
                statement.setArray(i + 1, array(statement.getConnection(), values));
            } else {
                statement.setString(i + 1, (String) parameters[i]);
            }
        }
    }
}
