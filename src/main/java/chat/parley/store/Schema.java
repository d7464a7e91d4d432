package chat.parley.store;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Creates and migrates the tables. */
final class Schema {
    private static final System.Logger LOG = System.getLogger(Schema.class.getName());
    /** PostgreSQL's driver: the server rejected the login, for example for lack of a password. */
    private static final String REJECTED = "08004";

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofSeconds(60);

    /**
     * The identity of a store.
     *
     * @param epoch the epoch that new logs get
     * @param secret the secret from which member ids are derived
     * @param rooms finds rooms by name
     */
    record Identity(String epoch, String secret, RoomIds rooms) {
        /** Omits the secret, which must not reach a log file. */
        @Override
        public String toString() {
            return epoch;
        }
    }

    private final Duration patience;
    private final DataSource source;
    private final Dialect dialect;
    private boolean created;

    /** @param patience how long to wait for a database that is not up yet */
    Schema(DataSource source, Dialect dialect, Duration patience) {
        this.patience = patience;
        this.source = source;
        this.dialect = dialect;
    }

    /**
     * Creates or migrates the tables. Waits for a database that starts later than the server.
     *
     * @throws StoreException if the store cannot be used or was migrated by a newer Parley
     */
    Identity migrate() {
        awaitDatabase();
        try {
            Flyway flyway = flyway(source, dialect);
            SchemaLevels before = SchemaLevels.of(source, flyway.info());
            before.refuseNewer();
            created = before.isNew();
            flyway.migrate();
            RoomIds rooms = complete();
            return new Identity(epoch(), MemberIds.secret(source), rooms);
        } catch (FlywayException | SQLException e) {
            throwIfDamaged(e);
            throw new StoreException("Cannot prepare the database: " + e.getMessage(), e);
        }
    }

    private static Flyway flyway(DataSource source, Dialect dialect) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:chat/parley/store/schema")
                .placeholders(dialect.words())
                .table("parley_schema")
                .loggers("slf4j")
                .load();
    }

    /** Reads the versions without changing anything. */
    static SchemaLevels levels(DataSource source, Dialect dialect) throws SQLException {
        return SchemaLevels.of(source, flyway(source, dialect).info());
    }

    private void awaitDatabase() {
        long begun = System.nanoTime();
        long deadline = begun + patience.toNanos();
        while (true) {
            try (Connection connection = source.getConnection()) {
                dialect.requireUnicode(connection);
                Sql.one(connection, "SELECT 1", row -> row.getInt(1));
                return;
            } catch (SQLException e) {
                throwIfDamaged(e);
                String why = innermost(e).getMessage(); // without the pool's own message
                // the pool's threads are late, but nothing has failed
                boolean busy = e instanceof SQLTransientConnectionException && e.getCause() == null;
                if (isPermanent(e) || System.nanoTime() >= (busy ? begun + BUSY.toNanos() : deadline)) {
                    throw new StoreException("Cannot use the database: " + why, e);
                }
                // a file needs no waiting
                Level level = busy && dialect == Dialect.SQLITE ? Level.DEBUG : Level.WARNING;
                LOG.log(level, "Waiting for the database: {0}", why);
                pause();
            }
        }
    }

    private static void throwIfDamaged(Exception failure) {
        Stream<Throwable> causes = Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause);
        if (causes.anyMatch(Fault::isDamage)) {
            throw Damage.of(null, innermost(failure).getMessage(), failure);
        }
    }

    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }

    /**
     * Whether the database itself reported an error that waiting cannot fix, such as a missing database. Errors of the
     * pool around it do not count.
     */
    private static boolean isPermanent(SQLException failure) {
        return Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .reduce((outer, inner) -> inner)
                .filter(inner -> inner.getSQLState() != null)
                .filter(inner -> Fault.of(inner) == Fault.PERMANENT
                        || inner.getSQLState().equals(REJECTED))
                .isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for the database", e);
        }
    }

    /** Completes the migration with what SQL cannot compute. */
    private RoomIds complete() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Recount.complete(connection, dialect);
                connection.commit();
                Handles.complete(connection);
                return RoomIds.complete(connection);
            } finally {
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }

    private String epoch() throws SQLException {
        try (Connection connection = source.getConnection()) {
            Sql.update(
                    connection,
                    "INSERT INTO parley (id, epoch) VALUES (1, ?) ON CONFLICT (id) DO NOTHING",
                    Tags.epoch());
            return Sql.one(connection, "SELECT epoch FROM parley", row -> row.getString(1));
        }
    }

    /** The time of the newest entry in any log; {@link Instant#EPOCH} if there is none. */
    Instant newest() {
        try (Connection connection = source.getConnection()) {
            return newest(connection);
        } catch (SQLException e) {
            throw queryFailed(e);
        }
    }

    static Instant newest(Connection connection) throws SQLException {
        String newest = "SELECT coalesce(max(active), 0) FROM room";
        return Instant.ofEpochMilli(Sql.one(connection, newest, row -> row.getLong(1)));
    }

    private static StoreException queryFailed(SQLException e) {
        return new StoreException("Cannot query the database: " + e.getMessage(), e);
    }

    /** The database's file or URL, without parameters that may be secret, and whether it was new. */
    String place() {
        try (Connection connection = source.getConnection()) {
            String url = connection.getMetaData().getURL();
            String file = SqliteFile.path(url);
            return (file != null ? file : url.replaceFirst("\\?.*", "").replaceFirst("jdbc:", ""))
                    + (created ? " (a new, empty store)" : "");
        } catch (SQLException e) {
            throw queryFailed(e);
        }
    }

    /** Whether each transaction must request durability because the server or the user is set to commit early. */
    boolean mustRequestDurability() {
        try (Connection connection = source.getConnection()) {
            return dialect.mayCommitEarly(connection);
        } catch (SQLException e) {
            throw queryFailed(e);
        }
    }
}
