package chat.parley.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * What a server would find in a store. Taking a survey does not change what is stored.
 *
 * @param served whether a running server holds the SQLite file
 * @param schema the version of its tables; null if it has none
 * @param newestSchema the version that this Parley needs
 * @param newest the time of the newest entry; {@link Instant#EPOCH} if there is none
 * @param clock the database's clock; null for SQLite, which has none
 */
public record StoreSurvey(boolean served, String schema, String newestSchema, Instant newest, Instant clock) {
    private static final int BUSY_TIMEOUT_MILLIS = 2_000;
    private static final String NO_FILE = "jdbc:sqlite::memory:";

    /** Whether this Parley would change the tables when it starts. */
    public boolean needsMigration() {
        return schema != null
                && MigrationVersion.fromVersion(schema).compareTo(MigrationVersion.fromVersion(newestSchema)) < 0;
    }

    /**
     * @param directory the data directory, which may be missing
     * @throws StoreException if no server could use the store
     */
    public static StoreSurvey sqlite(Path directory) {
        SqliteFile.load();
        Path file = DataFolder.database(directory);
        boolean exists = Files.exists(file);
        boolean served = exists && DataFolder.isServed(directory);
        if (exists && !served) {
            Damage.checkAfterUncleanEnd(file);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(exists ? SqliteFile.url(file) : NO_FILE);
        return of(source, Dialect.SQLITE, served);
    }

    /**
     * @param user null if the URL contains it; the same goes for the password
     * @throws StoreException if no server could use the database now
     */
    public static StoreSurvey postgres(String url, String user, String password) {
        return of(Database.server(url, user, password), Dialect.POSTGRESQL, false);
    }

    static StoreSurvey of(DataSource source, Dialect dialect, boolean served) {
        try (Connection connection = source.getConnection()) {
            dialect.requireUnicode(connection);
            SchemaLevels levels = Schema.levels(source, dialect);
            levels.refuseNewer();
            return new StoreSurvey(
                    served,
                    levels.isNew() ? null : levels.theirs().toString(),
                    levels.ours().toString(),
                    levels.isNew() ? Instant.EPOCH : Schema.newest(connection),
                    dialect == Dialect.SQLITE ? null : clock(connection));
        } catch (SQLException | FlywayException e) {
            throw new StoreException("Cannot use the database: " + e.getMessage(), e);
        }
    }

    private static Instant clock(Connection connection) throws SQLException {
        String now = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        return Instant.ofEpochMilli(Sql.one(connection, now, row -> row.getLong(1)));
    }
}
