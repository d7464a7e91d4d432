package chat.parley.store;

import chat.parley.event.RoomRef;
import chat.parley.lane.Parts;
import chat.parley.lane.SpareThreads;
import chat.parley.metrics.Metrics;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A SQLite file or PostgreSQL database with Parley's tables. Safe for many threads. */
public final class Database implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final int SQLITE_WRITERS = 1;
    /** Connections for the work of a cluster: one hears notifications, two do the rest. */
    private static final int CLUSTER = 3;

    private static final Runnable NOTHING = () -> {};
    /** PostgreSQL's socket timeout. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(20);
    /** The writer's page cache in KB: each busy room needs its newest pages of entries and of refs. */
    private static final int WRITER_CACHE = 16 << 10;

    private final DataSource writes;
    private final DataSource reads;
    private final Dialect dialect;
    private final PoolSizes connections;
    /** Resources that this object owns: pools and the lock of the data folder. */
    private final Parts parts;

    private final Schema.Identity identity;
    private final Instant newest;
    private final boolean mustRequestDurability;
    private final String place;
    /** Runs at the begin of each write transaction. */
    private final Runnable onWrite;

    private Database(
            DataSource writes,
            DataSource reads,
            Dialect dialect,
            PoolSizes connections,
            Duration patience,
            Runnable onWrite,
            Parts parts) {
        this.onWrite = onWrite;
        this.writes = writes;
        this.reads = reads;
        this.dialect = dialect;
        this.connections = connections;
        this.parts = parts;
        Schema schema = new Schema(writes, dialect, patience);
        this.identity = schema.migrate();
        this.newest = schema.newest();
        this.mustRequestDurability = schema.mustRequestDurability();
        this.place = schema.place();
    }

    /** Closes the parts opened so far if the store cannot be created. */
    private static Database make(Function<Parts, Database> factory) {
        Parts parts = new Parts();
        Database ready = null;
        try {
            ready = factory.apply(parts);
            return ready;
        } finally {
            if (ready == null) {
                parts.close();
            }
        }
    }

    /**
     * Opens {@code parley.db} in the directory, creating both if missing, and locks it against other processes.
     *
     * @throws StoreException if the store cannot be opened
     */
    public static Database sqlite(Path directory, PoolSizes connections, ThreadFactory threads) {
        SqliteFile.load();
        return make(parts -> sqlite(parts.add(DataFolder.lock(directory)).checked(), parts, connections, threads));
    }

    /** Like {@link #sqlite}, for a tool: the file must exist. */
    public static Database existingSqlite(Path directory, PoolSizes connections, ThreadFactory threads) {
        existing(directory);
        return sqlite(directory, connections, threads);
    }

    private static Path existing(Path directory) {
        Path database = DataFolder.database(directory);
        if (!Files.isRegularFile(database)) {
            throw new StoreException("File not found: " + database, null);
        }
        return database;
    }

    /** Opens an existing file for a tool that may run beside the server that holds the lock. */
    public static Database sqliteBeside(Path directory, PoolSizes connections, ThreadFactory threads) {
        SqliteFile.load();
        Path database = existing(directory);
        DataFolder.checkUnlessServed(directory);
        return make(parts -> sqlite(database, parts, connections, threads));
    }

    private static Database sqlite(Path database, Parts parts, PoolSizes connections, ThreadFactory threads) {
        DataSource file = SqliteFile.source(database);
        HikariConfig writing = Pool.of(file, SQLITE_WRITERS, "parley-writes", threads);
        writing.setConnectionInitSql("PRAGMA cache_size = -" + WRITER_CACHE);
        HikariConfig reading = Pool.of(file, connections.readers(), "parley-reads", threads);
        reading.setConnectionInitSql("PRAGMA query_only = ON");
        Checkpointer checkpointer = parts.add(new Checkpointer(file, new SpareThreads(threads)));
        return new Database(
                parts.add(new HikariDataSource(writing)),
                parts.add(new HikariDataSource(reading)),
                Dialect.SQLITE,
                new PoolSizes(SQLITE_WRITERS, connections.readers()),
                Duration.ZERO,
                checkpointer::count,
                parts);
    }

    /**
     * Connects to PostgreSQL.
     *
     * @param user null if the URL contains it; the same goes for the password
     * @param patience how long to wait for a database that is not up yet
     * @throws StoreException if the database cannot be used
     */
    public static Database postgres(
            String url, String user, String password, PoolSizes connections, ThreadFactory threads, Duration patience) {
        DataSource server = server(url, user, password);
        return make(parts -> {
            DataSource pool = parts.add(new HikariDataSource(
                    Pool.of(server, connections.writers() + connections.readers() + CLUSTER, "parley", threads)));
            return new Database(pool, pool, Dialect.POSTGRESQL, connections, patience, NOTHING, parts);
        });
    }

    /** Connections to PostgreSQL without a pool. */
    static DataSource server(String url, String user, String password) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setConnectTimeout((int) Pool.TIMEOUT.toSeconds());
        server.setSocketTimeout((int) RESPONSE_TIMEOUT.toSeconds());
        server.setTcpKeepAlive(true);
        server.setApplicationName("parley");
        server.setURL(url);
        if (user != null) {
            server.setUser(user);
            server.setPassword(password);
        }
        return server;
    }

    /** Uses a container's PostgreSQL pool, which stays open. @throws StoreException if the database cannot be used */
    public static Database postgres(DataSource pool, PoolSizes connections, Duration patience) {
        return make(parts -> new Database(pool, pool, Dialect.POSTGRESQL, connections, patience, NOTHING, parts));
    }

    /** Uses connections that the caller provides and closes. */
    public static Database over(DataSource writes, DataSource reads, Dialect dialect, PoolSizes connections) {
        return make(parts -> new Database(writes, reads, dialect, connections, Duration.ZERO, NOTHING, parts));
    }

    /** The epoch that new logs get. */
    public String epoch() {
        return identity.epoch();
    }

    /** The secret from which member ids are derived. Must not leave the store. */
    public String secret() {
        return identity.secret();
    }

    /** The room of this name, in any spelling. It need not exist. */
    public RoomRef room(String name) {
        return new RoomRef(identity.rooms().of(name), name);
    }

    /** The time of the newest entry when the store was opened; {@link Instant#EPOCH} if there was none. */
    public Instant newest() {
        return newest;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The number of write transactions that can usefully run at once. */
    public int writers() {
        return connections.writers();
    }

    /** The number of concurrent reads. */
    public int readers() {
        return connections.readers();
    }

    /** A connection for one write transaction. Commit it, then close it soon. */
    public Connection writeConnection() throws SQLException {
        onWrite.run();
        Connection connection = writes.getConnection();
        try {
            connection.setAutoCommit(false);
            if (mustRequestDurability) {
                dialect.requestDurability(connection);
            }
            return connection;
        } catch (SQLException e) {
            discard(connection);
            throw e;
        }
    }

    /**
     * Runs the work in its own transaction and returns once it is durable.
     *
     * @throws InDoubt if the commit failed: the work may or may not be stored
     * @throws SQLException otherwise, if nothing was stored
     */
    public <T> T write(SqlWork<T> work) throws SQLException {
        Connection connection = writeConnection();
        boolean done = false;
        try {
            T result = work.run(connection);
            InDoubt.commit(connection);
            done = true;
            return result;
        } finally {
            if (done) {
                closeQuietly(connection);
            } else {
                discard(connection);
            }
        }
    }

    /** Truncates SQLite's write-ahead log. Returns false if a reader still needs it; retry later. */
    boolean truncateWal() throws SQLException {
        if (dialect != Dialect.SQLITE) {
            return true;
        }
        try (Connection connection = writes.getConnection()) {
            return SqliteFile.truncateWal(connection);
        }
    }

    /**
     * Rewrites SQLite's file: {@code secure_delete} leaves deleted content where pages were rebuilt. Needs free disk
     * space of twice the file's size. Does nothing for PostgreSQL.
     *
     * @return false if the write-ahead log still has the old content, because another process reads the store
     */
    public boolean rewrite() throws SQLException {
        if (dialect == Dialect.SQLITE) {
            if (writes instanceof HikariDataSource pool) {
                // SQLite refuses to rewrite over a connection that keeps statements in progress, as ours may.
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            try (Connection connection = writes.getConnection()) {
                Sql.update(connection, "VACUUM");
            }
        }
        return truncateWal();
    }

    /** Registers the numbers of Parley's own pools. A container monitors its own. */
    void measure(Metrics metrics) {
        Map<String, HikariPoolMXBean> pools = new LinkedHashMap<>();
        if (writes instanceof HikariDataSource pool) {
            pools.put(reads == writes ? "all" : "write", pool.getHikariPoolMXBean());
        }
        if (reads != writes && reads instanceof HikariDataSource pool) {
            pools.put("read", pool.getHikariPoolMXBean());
        }
        metrics.gauge(
                "parley_store_connections_in_use",
                "Connections of Parley's own pools that are in use",
                "pool",
                values -> pools.forEach((name, pool) -> values.set(name, pool.getActiveConnections())));
        metrics.gauge(
                "parley_store_connections_waiting",
                "Threads that wait for a connection of Parley's own pools",
                "pool",
                values -> pools.forEach((name, pool) -> values.set(name, pool.getThreadsAwaitingConnection())));
    }

    /** A connection for reads. Close it soon. */
    public Connection readConnection() throws SQLException {
        return reads.getConnection();
    }

    /** Closes a connection after its transaction; a failure to close does not affect what was committed. */
    public static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "Cannot close a connection", e);
        }
    }

    /** Rolls back and closes the connection, and evicts it if the pool is Parley's own. */
    public void discard(Connection connection) {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // the original failure has been reported
        }
        if (writes instanceof HikariDataSource pool) {
            pool.evictConnection(connection);
        }
    }

    /** The store's location, for logging. */
    @Override
    public String toString() {
        return place;
    }

    @Override
    public void close() {
        parts.close();
    }
}
