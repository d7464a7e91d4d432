package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Postgres;
import chat.parley.log.LogBench;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL databases whose encoding cannot store every character. */
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class EncodingTest {
    private final Postgres server = Postgres.current();

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "WIN1252", "SQL_ASCII", "EUC_JP"})
    void isRefusedAtStartAndLeftUntouched(String encoding) throws SQLException {
        String database = "parley_" + encoding.toLowerCase(Locale.ROOT);
        try (Connection connection = server.connect("postgres")) {
            Sql.update(
                    connection,
                    "CREATE DATABASE " + database + " ENCODING '" + encoding + "' LOCALE 'C' TEMPLATE template0");
        }
        String said = assertThrows(StoreException.class, () -> LogBench.on(server, database, Instant.EPOCH))
                .getMessage();
        assertTrue(said.startsWith("Database encoding " + encoding + " ") && said.contains("ENCODING 'UTF8'"), said);
        try (Connection connection = server.connect(database)) {
            assertNull(Sql.one(
                    connection,
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
                    row -> row.getString(1)));
            assertEquals(encoding, Sql.one(connection, "SHOW server_encoding", row -> row.getString(1)));
        }
    }
}
