package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.Postgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A PostgreSQL server that refuses the connection for good: Parley must not keep waiting. */
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class WrongDatabaseTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final Postgres server = Postgres.current();

    @Test
    void aMissingDatabaseFailsAtOnceInOneLine() {
        assertRefused("\"no_such_database\" does not exist", server.url("no_such_database"), server.user());
    }

    @Test
    void aMissingUserFailsAtOnceInOneLine() {
        assertRefused("\"nobody_here\"", server.url("postgres"), "nobody_here");
    }

    private void assertRefused(String why, String url, String user) {
        String said = assertTimeoutPreemptively(
                        WaitLimit.TIME,
                        () -> assertThrows(
                                StoreException.class,
                                () -> Database.postgres(
                                        url, user, server.password(), new PoolSizes(1, 2), Thread::new, FOR_EVER)))
                .getMessage();
        assertTrue(said.startsWith("Cannot use the database: ") && said.contains(why), said);
        assertEquals(1, said.lines().count(), said);
    }
}
