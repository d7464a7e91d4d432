package chat.parley.model;

import chat.parley.store.Database;
import chat.parley.store.OpenStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A real SQLite file whose connections fail according to the schedule's {@link Faults}. It is not synced, because
 * only processes crash here, not computers. One connection writes and another one reads, so that a transaction can
 * run between two statements of a reader, as with separate threads.
 */
final class FaultyStore implements AutoCloseable {
    /** The store rejects texts with this prefix. */
    static final String POISON = "poison";

    private final RewrittenSql sql;
    private final SQLiteDataSource file;
    private final Connection writer;
    private final Connection reader;
    private final Database database;
    private Faults faults;
    private boolean starting;
    private Runnable interloper;

    /** @param sql rewrites each statement */
    FaultyStore(Path path, RewrittenSql sql) throws SQLException {
        this.sql = sql;
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        file = OpenStore.file(config);
        file.setUrl("jdbc:sqlite:" + path);
        writer = file.getConnection();
        reader = file.getConnection();
        database = OpenStore.sqlite(source(() -> writer), source(() -> reader));
    }

    Database database() {
        return database;
    }

    /** A connection without faults. */
    Connection plain() {
        return writer;
    }

    /** @param interloper runs another transaction */
    void begin(Faults now, Runnable interloper) {
        this.faults = now;
        this.interloper = interloper;
    }

    /** @param millis since 1970 */
    void processStarts(long millis) {
        sql.processStarts(millis);
    }

    /** Starts a server without faults: a real one that cannot read its store does not start. */
    <T> T start(Supplier<T> server) {
        starting = true;
        try {
            return server.get();
        } finally {
            starting = false;
        }
    }

    private DataSource source(Supplier<Connection> connection) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    if (faults == null || starting) {
                        return sql.around(file.getConnection()); // rewrites the DDL
                    }
                    faults.connect();
                    return new Lent(connection.get()).asConnection();
                });
    }

    @Override
    public void close() throws SQLException {
        writer.close();
        reader.close();
    }

    /** A borrowed connection. */
    private final class Lent {
        private final Connection real;
        private boolean lost;
        private boolean poisoned;
        private boolean trims;
        private int statements;

        Lent(Connection real) {
            this.real = real;
        }

        Connection asConnection() {
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "close" -> end();
                        case "commit" -> commit();
                        case "prepareStatement" -> prepare((String) arguments[0]);
                        default -> call(method, arguments);
                    });
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            alive();
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private void alive() throws SQLException {
            if (lost) {
                throw new SQLException("injected: the connection is lost", "08006");
            }
        }

        private void lose() throws SQLException {
            lost = true;
            undo();
        }

        private void undo() throws SQLException {
            if (!real.getAutoCommit()) {
                real.rollback();
            }
        }

        private Object end() throws SQLException {
            undo();
            real.setAutoCommit(true);
            return null;
        }

        private Object prepare(String command) throws SQLException {
            alive();
            if (faults.statement()) {
                lose();
                alive();
            }
            if (real == reader && statements++ > 0 && faults.interleaves()) {
                interloper.run();
            }
            trims |= command.startsWith("UPDATE room SET floor");
            PreparedStatement statement = real.prepareStatement(sql.of(command));
            return command.startsWith("INSERT INTO entry") ? wary(statement) : statement;
        }

        private PreparedStatement wary(PreparedStatement statement) {
            return (PreparedStatement) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {PreparedStatement.class},
                    (proxy, method, arguments) -> {
                        poisoned |= method.getName().equals("setString")
                                && arguments[1] instanceof String text
                                && text.startsWith(POISON);
                        if (poisoned && method.getName().equals("executeBatch")) {
                            throw new SQLException("injected: invalid text", "22021");
                        }
                        try {
                            return method.invoke(statement, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private Object commit() throws SQLException {
            alive();
            Faults.Commit fate = faults.commit();
            if (fate == Faults.Commit.FAILED_BEFORE || fate == Faults.Commit.CRASH_BEFORE) {
                real.rollback();
            } else {
                real.commit();
            }
            if (fate != Faults.Commit.GOOD) {
                if (trims) {
                    faults.floorIsUntold();
                }
                if (faults.chance(0.5)) {
                    lose();
                }
                throw new SQLException("injected: " + fate, "08007");
            }
            return null;
        }
    }
}
