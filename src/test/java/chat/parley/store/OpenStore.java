package chat.parley.store;

import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Lets tests of other packages have a store over connections of their own making. */
public final class OpenStore {
    private OpenStore() {}

    /** Of the connections that a real store has. Where the file is, is still to be said. */
    public static SQLiteDataSource file(SQLiteConfig config) {
        return PreparedConnection.source(config);
    }

    public static Database sqlite(DataSource writes, DataSource reads) {
        return Database.over(writes, reads, Dialect.SQLITE, new Connections(1, 2));
    }
}
