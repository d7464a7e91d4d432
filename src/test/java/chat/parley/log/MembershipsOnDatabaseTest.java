package chat.parley.log;

import chat.parley.e2e.host.Postgres;

/** Memberships in PostgreSQL. */
class MembershipsOnDatabaseTest extends MembershipStories {
    private final Postgres server = Postgres.current();
    private final String database = server.createDatabase();

    @Override
    LogBench open() {
        return LogBench.on(server, database, ChangeStories.START);
    }
}
