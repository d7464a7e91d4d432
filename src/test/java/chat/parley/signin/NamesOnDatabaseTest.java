package chat.parley.signin;

import chat.parley.e2e.host.Postgres;
import chat.parley.log.LogBench;

class NamesOnDatabaseTest extends NameStories {
    @Override
    LogBench open() {
        return LogBench.on(Postgres.current(), Postgres.current().createDatabase(), START);
    }
}
