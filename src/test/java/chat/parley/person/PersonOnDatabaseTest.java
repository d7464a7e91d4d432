package chat.parley.person;

import chat.parley.e2e.host.Postgres;
import chat.parley.log.LogBench;
import org.junit.jupiter.api.Order;

/** Exports and erasures in PostgreSQL. */
@Order(1) // slow, so it starts early
class PersonOnDatabaseTest extends PersonStories {
    private final Postgres server = Postgres.current();
    private final String database = server.createDatabase();

    @Override
    LogBench open() {
        return LogBench.on(server, database, START);
    }
}
