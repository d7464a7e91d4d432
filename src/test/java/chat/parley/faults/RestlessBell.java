package chat.parley.faults;

import chat.parley.e2e.host.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears the servers' notifications and repeats them twice, late and in disorder. */
final class RestlessBell implements AutoCloseable {
    private static final int ECHOES = 2;
    private static final int MOST = 40;
    private static final int WAIT_MILLIS = 100;

    private final Connection connection;
    private final String channel;
    private final AtomicInteger repeated = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "bell");
    private volatile boolean closed;

    private RestlessBell(Connection connection, String channel) {
        this.connection = connection;
        this.channel = channel;
    }

    static RestlessBell in(String database) throws SQLException {
        Connection connection = Postgres.current().connect(database);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 'parley_' || epoch from parley")) {
            row.next();
            RestlessBell bell = new RestlessBell(connection, row.getString(1));
            bell.thread.start();
            return bell;
        }
    }

    private void run() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
            List<String> heard = new ArrayList<>();
            int own = connection.unwrap(PGConnection.class).getBackendPID();
            while (!closed) {
                PGNotification[] news = connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
                for (PGNotification one : news) {
                    if (one.getPID() != own && heard.size() < MOST) {
                        heard.add(one.getParameter());
                    }
                }
                List<String> echoes = new ArrayList<>();
                for (int n = 0; n < ECHOES; n++) {
                    echoes.addAll(heard);
                }
                heard.clear();
                Collections.shuffle(echoes);
                for (String echo : echoes) {
                    repeat(echo);
                }
            }
        } catch (SQLException e) {
            if (!closed) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void repeat(String text) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            notify.setString(1, channel);
            notify.setString(2, text);
            notify.execute();
            repeated.incrementAndGet();
        }
    }

    int repeated() {
        return repeated.get();
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
