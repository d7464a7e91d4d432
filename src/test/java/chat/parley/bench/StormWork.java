package chat.parley.bench;

import chat.parley.e2e.host.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a cluster's database is asked to do, by PostgreSQL's own counters. */
final class StormWork {
    private static final String COUNTERS = "SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname ="
            + " current_database()), (SELECT n_tup_ins + n_tup_upd FROM pg_stat_user_tables WHERE relname ="
            + " 'occupancy'), (SELECT count(*) FROM node WHERE expires > extract(epoch FROM clock_timestamp()) * 1000)";

    private StormWork() {}

    /** Transactions, and rows about who is where. */
    static Map<String, Long> of(String database) throws SQLException {
        try (Connection connection = Postgres.current().connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTERS)) {
            row.next();
            Map<String, Long> work = new LinkedHashMap<>();
            work.put("transactions", row.getLong(1));
            work.put("presenceRows", row.getLong(2));
            return work;
        }
    }

    /** How many servers hold a lease. */
    static long alive(String database) throws SQLException {
        try (Connection connection = Postgres.current().connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTERS)) {
            row.next();
            return row.getLong(3);
        }
    }
}
