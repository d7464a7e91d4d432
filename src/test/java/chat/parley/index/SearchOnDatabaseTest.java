package chat.parley.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.e2e.host.Postgres;
import chat.parley.log.LogBench;
import org.junit.jupiter.api.Test;

/** Searches in PostgreSQL. */
class SearchOnDatabaseTest extends SearchStories {
    private final Postgres server = Postgres.current();
    private final String database = server.createDatabase();

    @Override
    LogBench open() {
        return LogBench.on(server, database, START);
    }

    @Test
    void entriesIndexedByAnotherServerAreNotIndexedTwice() {
        say("hit one");
        try (LogBench other = open()) {
            other.append(LogBench.JONAS, "hit two", null);
            other.run();
            say("hit three");
            other.pass(INDEXED);
            assertEquals(3, find("hit").size());
            other.append(LogBench.JONAS, "hit four", null);
            other.pass(INDEXED);
            assertEquals(4, find("hit").size(), "each server finds the other's messages");
        }
    }
}
