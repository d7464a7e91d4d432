package chat.parley.e2e.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The tests' PostgreSQL can be killed and frozen, and keeps committed data. */
@EmbeddedOnly
@ResourceLock(Postgres.SHARED)
class PostgresIT {
    private final Postgres postgres = Postgres.current();

    @Test
    void itPromisesNothingThatItDoesNotKeep() throws Exception {
        try (Connection connection = postgres.connect(postgres.createDatabase())) {
            assertEquals("on", answer(connection, "show fsync"));
            assertEquals("on", answer(connection, "show synchronous_commit"));
            assertEquals("on", answer(connection, "show full_page_writes"));
        }
    }

    @Test
    void rowsOutliveAKill() throws Exception {
        String database = postgres.createDatabase();
        try (Connection before = postgres.connect(database)) {
            execute(before, "create table kept (word text)");
            execute(before, "insert into kept values ('yes')");
            postgres.kill();
            assertThrows(SQLException.class, () -> postgres.connect(database));
            assertThrows(SQLException.class, () -> answer(before, "select word from kept"));
            postgres.start();
        }
        try (Connection after = postgres.connect(database)) {
            assertEquals("yes", answer(after, "select word from kept"));
        }
    }

    @Test
    void frozenItIsSilentAndThawedItAnswers() throws Exception {
        try (Connection connection = postgres.connect(postgres.createDatabase())) {
            postgres.freeze();
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                    () -> unchecked(connection, "select 'awake'"), task -> new Thread(task).start());
            try {
                assertThrows(TimeoutException.class, () -> answer.get(500, TimeUnit.MILLISECONDS));
            } finally {
                postgres.thaw();
            }
            assertEquals("awake", answer.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void itIsKilledWhileFrozenToo() throws Exception {
        String database = postgres.createDatabase();
        postgres.freeze();
        postgres.kill();
        postgres.start();
        try (Connection connection = postgres.connect(database)) {
            assertTrue(connection.isValid(10));
        }
    }

    @Test
    void onlyTheConnectionsToOneDatabaseAreTerminated() throws Exception {
        String one = postgres.createDatabase();
        String other = postgres.createDatabase();
        assertNotEquals(one, other);
        try (Connection toOne = postgres.connect(one);
                Connection toOther = postgres.connect(other)) {
            postgres.terminateBackends(one);
            assertFalse(toOne.isValid(10));
            assertTrue(toOther.isValid(10));
        }
    }

    private static String unchecked(Connection connection, String query) {
        try {
            return answer(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String answer(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
