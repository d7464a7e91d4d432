package chat.parley.store;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** The tables, brought to the version that this Parley knows. */
final class Schema {
    private static final System.Logger LOG = System.getLogger(Schema.class.getName());
    private static final Set<MigrationState> FUTURE = EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);
    /** What PostgreSQL's driver says where it cannot log in as it was told, such as without a password. */
    private static final String REJECTED = "08004";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofSeconds(60);

    /**
     * What makes this store different from others.
     *
     * @param epoch the identity that new logs get
     * @param secret of which members' ids are made
     * @param rooms by what rooms are looked up
     */
    record Identity(String epoch, String secret, RoomKeys rooms) {
        /** Without the secret, which is not to leave the store. */
        @Override
        public String toString() {
            return epoch;
        }
    }

    private final Duration patience;
    private final DataSource source;
    private final Dialect dialect;
    private boolean created;

    /** @param patience how long a database may take to be there */
    Schema(DataSource source, Dialect dialect, Duration patience) {
        this.patience = patience;
        this.source = source;
        this.dialect = dialect;
    }

    /**
     * Creates the tables or brings them to this version. Waits for a database that starts later than the server.
     *
     * @throws StoreException if the store cannot be used, or a newer Parley has changed it
     */
    Identity migrate() {
        awaitDatabase();
        try {
            Flyway flyway = Flyway.configure(Schema.class.getClassLoader()).dataSource(source).locations("classpath:chat/parley/store/schema").placeholders(dialect.words())
                    .table("parley_schema").loggers("slf4j").load();
            MigrationInfoService before = flyway.info();
            refuseNewer(before);
            created = before.applied().length == 0;
            flyway.migrate();
            RoomKeys rooms = complete();
            return new Identity(epoch(), MemberIds.secret(source), rooms);
        } catch (FlywayException | SQLException e) {
            throwIfDamaged(e);
            throw new StoreException("The database cannot be prepared: " + e.getMessage(), e);
        }
    }

    /** Before anything is written: an older Parley would start on newer tables, and then fail in the middle of its work. */
    private static void refuseNewer(MigrationInfoService info) {
        Comparator<MigrationInfo> byVersion = Comparator.comparing(MigrationInfo::getVersion);
        MigrationInfo theirs = Stream.of(info.applied()).filter(MigrationInfo::isVersioned).max(byVersion).orElse(null);
        MigrationInfo ours = Stream.of(info.all()).filter(MigrationInfo::isVersioned).filter(migration -> !FUTURE.contains(migration.getState())).max(byVersion).orElseThrow();
        if (theirs != null && byVersion.compare(theirs, ours) > 0) {
            throw new StoreException("A newer Parley has changed this store: its schema is version " + theirs.getVersion() + ", and this Parley knows versions up to " + ours.getVersion()
                    + ". Start the newer Parley, or restore a backup from before the upgrade", null);
        }
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
                String why = innermost(e).getMessage(); // around it are a pool's words
                boolean busy = e instanceof SQLTransientConnectionException && e.getCause() == null; // nothing is wrong, but the machine has no time for it yet
                if (isForGood(e) || System.nanoTime() >= (busy ? begun + BUSY.toNanos() : deadline)) {
                    throw new StoreException("The database cannot be used: " + why, e);
                }
                Level level = busy && dialect == Dialect.SQLITE ? Level.DEBUG : Level.WARNING; // a file is there at once
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
     * Whether the database's own answer says that waiting does not help, such as that there is no database of this name.
     * What pools say around it does not count.
     */
    private static boolean isForGood(SQLException failure) {
        return Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause).filter(SQLException.class::isInstance)
                .map(SQLException.class::cast).reduce((outer, inner) -> inner).filter(inner -> inner.getSQLState() != null)
                .filter(inner -> Fault.of(inner) == Fault.OF_THE_STORE || inner.getSQLState().equals(REJECTED)).isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for the database", e);
        }
    }

    /** What a migration in SQL cannot work out. */
    private RoomKeys complete() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Handles.complete(connection);
                return RoomKeys.complete(connection);
            } finally {
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }

    private String epoch() throws SQLException {
        try (Connection connection = source.getConnection()) {
            Sql.update(connection, "INSERT INTO parley (id, epoch) VALUES (1, ?) ON CONFLICT (id) DO NOTHING", Tags.epoch());
            return Sql.one(connection, "SELECT epoch FROM parley", row -> row.getString(1));
        }
    }

    /** When something was last put into any log; {@link Instant#EPOCH} where nothing was. */
    Instant newest() {
        try (Connection connection = source.getConnection()) {
            String newest = "SELECT coalesce(max(active), 0) FROM room";
            return Instant.ofEpochMilli(Sql.one(connection, newest, row -> row.getLong(1)));
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private static StoreException unanswered(SQLException e) {
        return new StoreException("The database cannot be asked: " + e.getMessage(), e);
    }

    /** The database's file or URL, without what may be secret in it, and whether it was empty. */
    String place() {
        try (Connection connection = source.getConnection()) {
            String url = connection.getMetaData().getURL();
            String file = SqliteFile.path(url);
            return (file != null ? file : url.replaceFirst("\\?.*", "").replaceFirst("jdbc:", "")) + (created ? " (a new, empty store)" : "");
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    /** Whether every transaction has to ask for durability, because the server or the user is set to answer early. */
    boolean asksForDurability() {
        try (Connection connection = source.getConnection()) {
            return dialect.mayAnswerEarly(connection);
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }
}
