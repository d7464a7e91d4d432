package chat.parley.log;

import javax.sql.DataSource;

/** Lets tests of other packages have a store over connections of their own making. */
public final class OpenStore {
    private OpenStore() {}

    public static Database sqlite(DataSource writes, DataSource reads) {
        return Database.over(writes, reads, Dialect.SQLITE);
    }
}
