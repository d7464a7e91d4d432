package chat.parley.store;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Has the store give up what takes too long. */
public final class TimeLimit {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** SQLite looks at the clock after so many of its steps, which take less than a millisecond. */
    private static final int STEPS = 10_000;
    private static final String CANCELLED = "57014";

    private TimeLimit() {}

    /**
     * Runs the query, each of whose statements may take so long.
     *
     * @throws Refusal where it took longer
     */
    public static <T> T within(Duration limit, Database database, Connection connection, Reads.Reading<T> query) throws SQLException {
        try {
            return database.dialect() == Dialect.SQLITE ? inFile(limit, connection, query) : onServer(limit, connection, query);
        } catch (SQLException e) {
            boolean cancelled = e instanceof SQLiteException file ? file.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT : CANCELLED.equals(e.getSQLState());
            if (cancelled) {
                throw new Refusal(ErrorCode.BUSY, "This search takes too long; another word or a filter may help", PAUSE);
            }
            throw e;
        }
    }

    private static <T> T inFile(Duration limit, Connection connection, Reads.Reading<T> query) throws SQLException {
        Connection file = connection.unwrap(SQLiteConnection.class);
        long end = System.nanoTime() + limit.toNanos();
        ProgressHandler.setHandler(file, STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - end > 0 ? 1 : 0;
            }
        });
        try {
            return query.read(connection);
        } finally {
            ProgressHandler.clearHandler(file);
        }
    }

    private static <T> T onServer(Duration limit, Connection connection, Reads.Reading<T> query) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // A plan that is for whatever is asked would be the worse one for most: how common a word is decides how it is best found.
            statement.execute("SET LOCAL statement_timeout TO " + limit.toMillis() + "; SET LOCAL plan_cache_mode TO force_custom_plan");
            return query.read(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
