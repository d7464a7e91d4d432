package chat.parley.log;

import chat.parley.e2e.host.Postgres;

/** Deletions of rooms in PostgreSQL. */
class DeletionsOnDatabaseTest extends DeletionStories {
    private final Postgres server = Postgres.current();
    private final String database = server.createDatabase();

    @Override
    LogBench open() {
        return LogBench.on(server, database, START);
    }
}
