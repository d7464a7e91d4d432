package chat.parley.membership;

import chat.parley.e2e.host.Postgres;
import chat.parley.log.ChangeStories;
import chat.parley.log.LogBench;

/** Memberships in PostgreSQL. */
class MembershipsOnDatabaseTest extends MembershipStories {
    private final Postgres server = Postgres.current();
    private final String database = server.createDatabase();

    @Override
    LogBench open() {
        return LogBench.on(server, database, ChangeStories.START);
    }
}
