package chat.parley.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * A connection to a SQLite file that caches prepared statements and begins a transaction at its first statement. The
 * driver parses each statement anew and begins the next transaction at the end of the last one, only for the pool to
 * end it again. Close result sets before their statement. For one thread at a time, like any connection.
 */
public final class PreparedConnection implements InvocationHandler {
    private static final int MAX_CACHED = 64;
    private static final String BEGIN = "BEGIN IMMEDIATE"; // takes the write lock at once

    private final SQLiteConnection real;
    private final Map<String, PreparedStatement> idle = new HashMap<>();
    private boolean autoCommit = true;
    private boolean begun;

    private PreparedConnection(SQLiteConnection real) {
        this.real = real;
    }

    /** A data source of such connections, for a pool. */
    public static SQLiteDataSource source(SQLiteConfig config) {
        return new SQLiteDataSource(config) {
            @Override
            public Connection getConnection() throws SQLException {
                return proxy(Connection.class, new PreparedConnection((SQLiteConnection) super.getConnection()));
            }
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(PreparedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "prepareStatement":
                begin();
                return arguments.length == 1 ? prepare((String) arguments[0]) : call(real, method, arguments);
            case "createStatement", "setSavepoint":
                begin();
                return call(real, method, arguments);
            case "getAutoCommit":
                return autoCommit;
            case "setAutoCommit":
                setAutoCommit((Boolean) arguments[0]);
                return null;
            case "commit":
                end("COMMIT");
                return null;
            case "rollback":
                if (arguments != null) {
                    return call(real, method, arguments); // to a savepoint
                }
                end("ROLLBACK");
                return null;
            default:
                return call(real, method, arguments);
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void setAutoCommit(boolean on) throws SQLException {
        if (on && begun) {
            end("COMMIT");
        }
        autoCommit = on;
        real.getConnectionConfig().setAutoCommit(on); // makes the driver commit after each statement; begins nothing
    }

    private void begin() throws SQLException {
        if (!autoCommit && !begun) {
            run(BEGIN);
            begun = true;
        }
    }

    private void end(String command) throws SQLException {
        if (begun) {
            run(command);
            begun = false;
        }
    }

    private void run(String command) throws SQLException {
        try (PreparedStatement statement = prepare(command)) {
            statement.execute();
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement kept = idle.remove(sql);
        return kept != null
                ? kept
                : proxy(PreparedStatement.class, new CachedStatement(sql, real.prepareStatement(sql)));
    }

    /** A statement that returns to the cache when closed, unless it has failed. */
    private final class CachedStatement implements InvocationHandler {
        private final String sql;
        private final PreparedStatement statement;
        private boolean failed;

        CachedStatement(String sql, PreparedStatement statement) {
            this.sql = sql;
            this.statement = statement;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("close") && returnToCache((PreparedStatement) proxy)) {
                return null;
            }
            try {
                return call(statement, method, arguments);
            } catch (Throwable e) {
                failed = true;
                throw e;
            }
        }

        private boolean returnToCache(PreparedStatement proxy) throws SQLException {
            if (failed || idle.size() == MAX_CACHED || idle.containsKey(sql)) {
                return false;
            }
            statement.clearBatch(); // or an abandoned batch would run with the next one
            idle.put(sql, proxy);
            return true;
        }
    }
}
