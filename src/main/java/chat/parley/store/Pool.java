package chat.parley.store;

import chat.parley.lane.SpareThreads;
import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;

/** Configures the connection pools that Parley creates itself. */
final class Pool {
    /** How long to wait for a connection. */
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private Pool() {}

    static HikariConfig of(DataSource source, int size, String name, ThreadFactory threads) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setPoolName(name);
        config.setThreadFactory(new SpareThreads(threads));
        config.setConnectionTimeout(TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1); // the first statement gives a clearer error
        return config;
    }
}
