package chat.parley.cluster;

import chat.parley.store.Database;
import chat.parley.store.Sql;
import chat.parley.store.Trouble;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A bell by PostgreSQL's {@code NOTIFY}. One thread listens on a connection of its own. A notification has a transaction
 * of its own, after the commit it tells of: within that one, it would make all commits of the database wait for each
 * other. The driver may be the container's, with classes of its own, so its notifications are read by reflection.
 */
public final class PostgresBell implements Doorbell {
    private static final System.Logger LOG = System.getLogger(PostgresBell.class.getName());
    private static final Duration PULSE = Duration.ofSeconds(2);
    /** Two pulses and a half. */
    private static final Duration SILENCE = PULSE.multipliedBy(5).dividedBy(2);

    private static final long RETRY_MILLIS = 1_000;
    private static final String DRIVER = "org.postgresql.PGConnection";
    private static final String WAIT = "getNotifications";
    private static final String NOTIFY = "SELECT pg_notify(?, ?)";
    /** Nobody waits for the disk: what the notification tells of is there already. */
    private static final String AT_ONCE = "SET LOCAL synchronous_commit TO off";

    private final Database database;
    private final String channel;
    private final Thread thread;
    private final Trouble trouble;
    private final LongSupplier nanos;
    private String pulse;
    private volatile Listener listener;
    private volatile boolean isUp;
    private volatile boolean closed;

    /** @param channel lower-case letters and digits */
    public PostgresBell(Database database, String channel, ThreadFactory threads, LongSupplier nanos) {
        this.database = database;
        this.channel = channel;
        this.nanos = nanos;
        this.trouble = new Trouble("hear PostgreSQL's notifications", "servers poll the database", nanos);
        this.thread = threads.newThread(this::listen);
    }

    @Override
    public void start(String ownPulse, Listener hears) {
        pulse = ownPulse;
        listener = hears;
        if (thread != null) {
            thread.start();
        }
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = database.readConnection()) {
                listen(connection);
            } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
                isUp = false;
                if (!closed) {
                    trouble.failed(e);
                    pause();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException, ReflectiveOperationException {
        Connection driver = driver(connection);
        Method wait = driver.getClass().getMethod(WAIT, int.class);
        execute(connection, "LISTEN " + channel);
        isUp = true;
        trouble.recovered();
        listener.connected();
        try {
            long pulseAt = nanos.getAsLong();
            while (!closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(pulseAt - nanos.getAsLong());
                if (left <= 0) { // the wait takes 0 for ever
                    Sql.one(connection, NOTIFY, row -> null, channel, pulse); // which also checks the connection
                    pulseAt = nanos.getAsLong() + PULSE.toNanos();
                    continue;
                }
                Object[] heard = (Object[]) wait.invoke(driver, (int) left);
                if (heard != null) {
                    for (Object notification : heard) {
                        listener.heard(0, textOf(notification));
                    }
                }
            }
        } finally {
            isUp = false;
            execute(connection, "UNLISTEN *"); // the pool may use the connection again
        }
    }

    /** The driver's connection: each pool hides it in its own way. */
    private static Connection driver(Connection connection) throws SQLException {
        List<Connection> candidates = new ArrayList<>(List.of(
                connection,
                connection.unwrap(Connection.class),
                connection.getMetaData().getConnection()));
        for (ClassLoader each = PostgresBell.class.getClassLoader(); each != null; each = each.getParent()) {
            try {
                Object own = connection.unwrap(Class.forName(DRIVER, false, each));
                if (own instanceof Connection driver) {
                    candidates.add(driver);
                }
            } catch (ClassNotFoundException | SQLException | RuntimeException e) { // pools fail in their own ways
                LOG.log(Level.DEBUG, "The pool uses another driver", e);
            }
        }
        return candidates.stream()
                .filter(each -> Stream.of(each.getClass().getMethods())
                        .anyMatch(method -> method.getName().equals(WAIT)))
                .findFirst()
                .orElseThrow(() -> new SQLException("The pool hides the driver's notifications: "
                        + connection.getClass().getName()));
    }

    private static String textOf(Object notification) throws ReflectiveOperationException {
        return (String) notification.getClass().getMethod("getParameter").invoke(notification);
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Duration silence() {
        return SILENCE;
    }

    @Override
    public void ring(int shard, List<String> texts) {
        try {
            database.write(connection -> {
                execute(connection, AT_ONCE);
                for (String text : texts) {
                    Sql.one(connection, NOTIFY, row -> null, channel, text);
                }
                return null;
            });
        } catch (SQLException e) {
            trouble.failed(e);
        }
    }

    @Override
    public boolean isUp() {
        return isUp;
    }

    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
