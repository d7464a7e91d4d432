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

/** Cancels queries that take too long. */
public final class TimeLimit {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** SQLite checks the clock after this many virtual machine steps, which take less than a millisecond. */
    private static final int STEPS = 10_000;

    private static final String CANCELLED = "57014";

    private TimeLimit() {}

    /**
     * Runs the query. The limit applies to each of its statements.
     *
     * @throws Refusal if a statement exceeds the limit
     */
    public static <T> T within(Duration limit, Database database, Connection connection, SqlWork<T> query)
            throws SQLException {
        try {
            return database.dialect() == Dialect.SQLITE
                    ? inFile(limit, connection, query)
                    : onServer(limit, connection, query);
        } catch (SQLException e) {
            boolean cancelled = e instanceof SQLiteException file
                    ? file.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT
                    : CANCELLED.equals(e.getSQLState());
            if (cancelled) {
                throw new Refusal(ErrorCode.BUSY, "Search took too long; use rarer words or add a filter", RETRY_AFTER);
            }
            throw e;
        }
    }

    private static <T> T inFile(Duration limit, Connection connection, SqlWork<T> query) throws SQLException {
        Connection file = connection.unwrap(SQLiteConnection.class);
        long end = System.nanoTime() + limit.toNanos();
        ProgressHandler.setHandler(file, STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - end > 0 ? 1 : 0;
            }
        });
        try {
            return query.run(connection);
        } finally {
            ProgressHandler.clearHandler(file);
        }
    }

    private static <T> T onServer(Duration limit, Connection connection, SqlWork<T> query) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // A generic plan would be bad for most queries: the best plan depends on how common the words are.
            statement.execute("SET LOCAL statement_timeout TO " + limit.toMillis()
                    + "; SET LOCAL plan_cache_mode TO force_custom_plan");
            return query.run(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
