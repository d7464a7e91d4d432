package chat.parley.cluster;

import chat.parley.store.Database;
import chat.parley.store.Notices;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The running servers, by the database's clock. Each renews its lease every {@link #BEAT}. The others wait for one whose
 * lease has not expired, before they acknowledge what it must know; and one that could not renew it in time sends
 * nothing, because they may no longer have waited for it. Its own end of the lease comes first: it counts from before
 * the renewal, and is shorter. Confined to the cluster's lane, except {@link #isValid}.
 */
final class Nodes implements Notices.Peers {
    static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(8);
    /** How long this server uses its lease. Clocks may differ in speed by an eighth. */
    private static final Duration USE = Duration.ofSeconds(7);
    /** After this time, others forget a server that is gone. */
    private static final Duration MEMORY = Duration.ofSeconds(60);

    private static final String CLOCK = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";
    private static final String RENEW = "INSERT INTO node (id, name, expires, applied) VALUES (?, ?, " + CLOCK
            + " + ?, ?) ON CONFLICT (id) DO UPDATE SET expires = excluded.expires, applied = excluded.applied";
    private static final String APPLIED = "UPDATE node SET applied = ? WHERE id = ?";
    private static final String OTHERS = "SELECT id FROM node WHERE id <> ? AND expires > " + CLOCK + " ORDER BY id";
    private static final String SLOWEST = "SELECT min(applied) FROM node WHERE id <> ? AND expires > " + CLOCK;
    private static final String FORGET = "DELETE FROM node WHERE expires < " + CLOCK + " - ?";
    private static final String LEAVE = "DELETE FROM node WHERE id = ?";

    private final String id;
    private final String name;
    private final Database database;
    private final LongSupplier nanos;
    private final Runnable onApplied;
    private volatile boolean registered;
    private volatile long validUntil;
    private volatile List<String> others = List.of();
    private long told = -1;

    /**
     * @param id of this run of the server
     * @param name for people
     * @param onApplied runs when this server has applied notices
     */
    Nodes(String id, String name, Database database, LongSupplier nanos, Runnable onApplied) {
        this.id = id;
        this.name = name;
        this.database = database;
        this.nanos = nanos;
        this.onApplied = onApplied;
    }

    String id() {
        return id;
    }

    /**
     * Renews the lease and reads who else is there. Blocks.
     *
     * @return from when the lease counts
     */
    long renew(long applied) throws SQLException {
        long begun = nanos.getAsLong();
        database.write(connection -> {
            Sql.update(connection, RENEW, id, name, LEASE.toMillis(), applied);
            Sql.update(connection, FORGET, MEMORY.toMillis());
            others = Sql.all(connection, OTHERS, row -> row.getString(1), id);
            return null;
        });
        told = applied;
        return begun;
    }

    /** Uses the lease that was renewed then. Call it after everything decided before is applied. */
    void use(long renewed) {
        validUntil = renewed + USE.toNanos();
        registered = true;
    }

    /** Whether the others wait for this server. Safe from any thread. */
    boolean isValid() {
        return registered && nanos.getAsLong() - validUntil < 0;
    }

    /** The other running servers. Safe from any thread. */
    List<String> others() {
        return others;
    }

    @Override
    public void applied(long number) throws SQLException {
        if (number != told && !others.isEmpty()) {
            database.write(connection -> Sql.update(connection, APPLIED, number, id));
            told = number;
            onApplied.run();
        }
    }

    @Override
    public long slowest(Connection connection) throws SQLException {
        return Sql.one(
                connection,
                SLOWEST,
                row -> {
                    long slowest = row.getLong(1);
                    return row.wasNull() ? Long.MAX_VALUE : (Long) slowest;
                },
                id);
    }

    /** Nobody needs to wait for this server any more. Blocks. */
    void leave() throws SQLException {
        validUntil = nanos.getAsLong();
        database.write(connection -> Sql.update(connection, LEAVE, id));
    }
}
