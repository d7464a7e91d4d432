package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Caching statements must not change how transactions behave. */
class PreparedConnectionTest {
    private static final String INSERT = "INSERT INTO line (text) VALUES (?)";
    private static final String SELECT = "SELECT text FROM line ORDER BY text";

    @TempDir
    private Path folder;

    private Connection one;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(0);
        SQLiteDataSource file = PreparedConnection.source(config);
        file.setUrl("jdbc:sqlite:" + folder.resolve("lines.db"));
        one = file.getConnection();
        other = file.getConnection();
        Sql.update(one, "CREATE TABLE line (text TEXT NOT NULL UNIQUE)");
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        other.close();
    }

    @Test
    void othersSeeATransactionOnlyAfterItsCommit() throws SQLException {
        one.setAutoCommit(false);
        add(one, "a");
        assertEquals(List.of("a"), lines(one));
        assertEquals(List.of(), lines(other));
        one.commit();
        assertEquals(List.of("a"), lines(other));
        add(one, "b");
        one.rollback();
        add(one, "c");
        one.commit();
        assertEquals(List.of("a", "c"), lines(other));
    }

    @Test
    void anIdleWriterDoesNotBlockOthers() throws SQLException {
        one.setAutoCommit(false);
        add(other, "0");
        add(one, "a");
        one.commit();
        other.setAutoCommit(false);
        add(other, "b");
        assertThrows(SQLException.class, () -> add(one, "c"), "two writers at once");
        one.rollback();
        other.commit();
        add(one, "c");
        one.commit();
        assertEquals(List.of("0", "a", "b", "c"), lines(other));
    }

    @Test
    void turningOnAutoCommitCommits() throws SQLException {
        one.setAutoCommit(false);
        add(one, "a");
        one.setAutoCommit(true);
        assertEquals(List.of("a"), lines(other));
        add(one, "b");
        assertEquals(List.of("a", "b"), lines(other));
        assertTrue(one.getAutoCommit());
    }

    @Test
    void aFailedCommandAffectsNeitherTheTransactionNorItsNextUse() throws SQLException {
        one.setAutoCommit(false);
        add(one, "a");
        assertThrows(SQLException.class, () -> add(one, "a"));
        assertThrows(
                SQLException.class,
                () -> Sql.updateAll(one, INSERT, List.of(new Object[] {"b"}, new Object[] {"a"}, new Object[] {"c"})));
        add(one, "d");
        assertThrows(SQLException.class, () -> Sql.update(one, "no command"));
        one.commit();
        assertEquals(List.of("a", "b", "d"), lines(other));
    }

    @Test
    void anAbandonedBatchIsNotInTheNextOne() throws SQLException {
        assertThrows(
                ClassCastException.class,
                () -> Sql.updateAll(one, INSERT, List.of(new Object[] {"a"}, new Object[] {this})));
        Sql.updateAll(one, INSERT, List.<Object[]>of(new Object[] {"b"}));
        assertEquals(List.of("b"), lines(other));
    }

    @Test
    void theSameStatementCanBeNested() throws SQLException {
        Sql.updateAll(one, INSERT, List.of(new Object[] {"a"}, new Object[] {"b"}));
        try (PreparedStatement outer = one.prepareStatement(SELECT);
                ResultSet rows = outer.executeQuery()) {
            assertTrue(rows.next());
            assertEquals(List.of("a", "b"), lines(one));
            assertTrue(rows.next());
            assertEquals("b", rows.getString(1));
        }
        assertEquals(List.of("a", "b"), lines(one));
    }

    @Test
    void aPartlyReadStatementHoldsNoLock() throws SQLException {
        Sql.updateAll(one, INSERT, List.of(new Object[] {"a"}, new Object[] {"b"}));
        assertEquals("a", Sql.one(one, SELECT, row -> row.getString(1)));
        add(other, "c");
        assertEquals(List.of("a", "b", "c"), lines(one));
        assertEquals(
                "0",
                Sql.one(other, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getString(1)),
                "no reader blocks the checkpoint");
    }

    @Test
    void moreCommandsThanTheCacheHoldsWork() throws SQLException {
        for (int i = 0; i < 200; i++) {
            assertEquals("line " + i, Sql.one(one, "SELECT 'line " + i + "'", row -> row.getString(1)));
        }
    }

    private static void add(Connection connection, String text) throws SQLException {
        Sql.update(connection, INSERT, text);
    }

    private static List<String> lines(Connection connection) throws SQLException {
        return Sql.all(connection, SELECT, row -> row.getString(1));
    }
}
