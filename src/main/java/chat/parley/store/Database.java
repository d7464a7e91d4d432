package chat.parley.store;

import chat.parley.lane.Parts;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The store below the logs, with its tables: a SQLite file, or PostgreSQL. Safe for many threads. */
public final class Database implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final int SQLITE_WRITERS = 1;
    /** An answer of the database that takes longer is not waited for any more. */
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(20);
    /** What the writer keeps of the file, in KB: each busy room needs its newest page of entries and one of refs. */
    private static final int WRITER_CACHE = 16 << 10;

    private final DataSource writes;
    private final DataSource reads;
    private final Dialect dialect;
    private final Connections connections;
    /** What is the store's own: pools, and the lock of its folder. */
    private final Parts parts;
    private final Schema.Identity identity;
    private final Instant newest;
    private final boolean asksForDurability;
    private final String place;

    private Database(DataSource writes, DataSource reads, Dialect dialect, Connections connections, Duration patience, Parts parts) {
        this.writes = writes;
        this.reads = reads;
        this.dialect = dialect;
        this.connections = connections;
        this.parts = parts;
        Schema schema = new Schema(writes, dialect, patience);
        this.identity = schema.migrate();
        this.newest = schema.newest();
        this.asksForDurability = schema.asksForDurability();
        this.place = schema.place();
    }

    /** Where the store cannot be made, nothing of it stays open. */
    private static Database make(Function<Parts, Database> how) {
        Parts parts = new Parts();
        Database ready = null;
        try {
            ready = how.apply(parts);
            return ready;
        } finally {
            if (ready == null) {
                parts.close();
            }
        }
    }

    /**
     * The file {@code parley.db} in the directory; both are made where they are missing. One process at a time may have it.
     *
     * @throws StoreException where that cannot be
     */
    public static Database sqlite(Path directory, Connections connections, ThreadFactory threads) {
        SqliteFile.load();
        return make(parts -> sqlite(parts.add(DataFolder.lock(directory)).checked(), parts, connections, threads));
    }

    /** The same for a tool that does not serve, and may work beside the one process that does. The file must be there. */
    public static Database sqliteBeside(Path directory, Connections connections, ThreadFactory threads) {
        SqliteFile.load();
        Path database = DataFolder.database(directory);
        if (!Files.isRegularFile(database)) {
            throw new StoreException("There is no " + database, null);
        }
        DataFolder.checkUnlessServed(directory);
        return make(parts -> sqlite(database, parts, connections, threads));
    }

    private static Database sqlite(Path database, Parts parts, Connections connections, ThreadFactory threads) {
        DataSource file = SqliteFile.source(database);
        HikariConfig writing = Pool.of(file, SQLITE_WRITERS, "parley-writes", threads);
        writing.setConnectionInitSql("PRAGMA cache_size = -" + WRITER_CACHE);
        HikariConfig reading = Pool.of(file, connections.readers(), "parley-reads", threads);
        reading.setConnectionInitSql("PRAGMA query_only = ON");
        return new Database(parts.add(new HikariDataSource(writing)), parts.add(new HikariDataSource(reading)), Dialect.SQLITE,
                new Connections(SQLITE_WRITERS, connections.readers()), Duration.ZERO, parts);
    }

    /**
     * PostgreSQL at a JDBC URL.
     *
     * @param user may be null where the URL has it, as may the password
     * @param patience how long it may take to be there
     * @throws StoreException where it cannot be used
     */
    public static Database postgres(String url, String user, String password, Connections connections, ThreadFactory threads, Duration patience) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setConnectTimeout((int) Pool.PATIENCE.toSeconds());
        server.setSocketTimeout((int) ANSWER_PATIENCE.toSeconds());
        server.setTcpKeepAlive(true);
        server.setApplicationName("parley");
        server.setURL(url);
        if (user != null) {
            server.setUser(user);
            server.setPassword(password);
        }
        return make(parts -> {
            DataSource pool = parts.add(new HikariDataSource(Pool.of(server, connections.writers() + connections.readers(), "parley", threads)));
            return new Database(pool, pool, Dialect.POSTGRESQL, connections, patience, parts);
        });
    }

    /** PostgreSQL behind a container's pool, which stays the container's. @throws StoreException where it cannot be used */
    public static Database postgres(DataSource pool, Connections connections, Duration patience) {
        return make(parts -> new Database(pool, pool, Dialect.POSTGRESQL, connections, patience, parts));
    }

    /** A store whose connections somebody else makes. */
    public static Database over(DataSource writes, DataSource reads, Dialect dialect, Connections connections) {
        return make(parts -> new Database(writes, reads, dialect, connections, Duration.ZERO, parts));
    }

    /** The identity of new logs. */
    public String epoch() {
        return identity.epoch();
    }

    /** Of which members' ids are made. It must not leave the store. */
    public String secret() {
        return identity.secret();
    }

    /** By what the room of this name is looked up. */
    public String key(String room) {
        return identity.rooms().of(room);
    }

    /** The time of the newest entry when the store was opened; {@link Instant#EPOCH} where there was none. */
    public Instant newest() {
        return newest;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** How many transactions may write at a time with profit. */
    public int writers() {
        return connections.writers();
    }

    /** How many connections may read at a time. */
    public int readers() {
        return connections.readers();
    }

    /** A connection for one transaction that writes. It is to be closed soon, and committed before. */
    public Connection writing() throws SQLException {
        Connection connection = writes.getConnection();
        try {
            connection.setAutoCommit(false);
            if (asksForDurability) {
                dialect.askForDurability(connection);
            }
            return connection;
        } catch (SQLException e) {
            discard(connection);
            throw e;
        }
    }

    /**
     * Runs the work in a transaction of its own and returns once that is durable.
     *
     * @throws InDoubt when the commit failed, so that the work may be stored or not
     * @throws SQLException of any other kind when nothing is stored
     */
    public <T> T write(Reads.Reading<T> work) throws SQLException {
        Connection connection = writing();
        boolean done = false;
        try {
            T result = work.read(connection);
            InDoubt.commit(connection);
            done = true;
            return result;
        } finally {
            if (done) {
                giveBack(connection);
            } else {
                discard(connection);
            }
        }
    }

    /** Empties SQLite's write-ahead log. False if somebody reads; then try again later. */
    boolean emptyLog() throws SQLException {
        if (dialect != Dialect.SQLITE) {
            return true;
        }
        try (Connection connection = writes.getConnection()) {
            return SqliteFile.emptyLog(connection);
        }
    }

    /** A connection for statements that read. It is to be closed soon. */
    public Connection reading() throws SQLException {
        return reads.getConnection();
    }

    /** Closes a connection whose transaction is over; a fault in that changes nothing of what was committed. */
    public static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "A connection cannot be given back", e);
        }
    }

    /** Ends what the connection has begun, and closes it; after trouble it is not used again where that is ours to say. */
    public void discard(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // the trouble has been told of already
        }
        if (writes instanceof HikariDataSource pool) {
            pool.evictConnection(connection);
        }
    }

    /** Where it is, for the server's log. */
    @Override
    public String toString() {
        return place;
    }

    @Override
    public void close() {
        parts.close();
    }
}
