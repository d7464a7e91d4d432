package chat.parley.store;

import chat.parley.lane.SpareThreads;
import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;

/** How connections are pooled, as far as Parley does that itself. */
final class Pool {
    /** For a connection. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private Pool() {}

    static HikariConfig of(DataSource source, int size, String name, ThreadFactory threads) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setPoolName(name);
        config.setThreadFactory(new SpareThreads(threads));
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1); // the first statement tells more clearly what is wrong
        return config;
    }
}
