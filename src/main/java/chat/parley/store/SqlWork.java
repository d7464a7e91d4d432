package chat.parley.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on a connection, reading or writing. */
@FunctionalInterface
public interface SqlWork<T> {
    T run(Connection connection) throws SQLException;
}
