package chat.parley.store;

import java.sql.Connection;
import java.sql.SQLException;

/** A commit failed, or its answer was lost: the store has all of the transaction or nothing of it. */
public final class InDoubt extends SQLException {
    private static final long serialVersionUID = 1L;

    InDoubt(SQLException cause) {
        super(cause.getMessage(), cause.getSQLState(), cause);
    }

    /** @throws InDoubt when the commit fails */
    public static void commit(Connection connection) throws InDoubt {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new InDoubt(e);
        }
    }
}
