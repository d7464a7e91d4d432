package chat.parley.store;

import java.sql.Connection;
import java.sql.SQLException;

/** A commit failed or its response was lost: the store has either the whole transaction or none of it. */
public final class InDoubt extends SQLException {
    private static final long serialVersionUID = 1L;

    InDoubt(SQLException cause) {
        super(cause.getMessage(), cause.getSQLState(), cause);
    }

    /** Commits the transaction. @throws InDoubt if the commit fails */
    public static void commit(Connection connection) throws InDoubt {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new InDoubt(e);
        }
    }
}
