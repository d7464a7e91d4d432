package chat.parley.store;

import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens stores for tests of other packages, over connections that the tests make. */
public final class OpenStore {
    private OpenStore() {}

    /** A data source that makes the same connections as a real store. The caller sets its URL. */
    public static SQLiteDataSource file(SQLiteConfig config) {
        return PreparedConnection.source(config);
    }

    public static Database sqlite(DataSource writes, DataSource reads) {
        return Database.over(writes, reads, Dialect.SQLITE, new PoolSizes(1, 2));
    }
}
