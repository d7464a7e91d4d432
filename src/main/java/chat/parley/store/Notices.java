package chat.parley.store;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * What every server on a store must know before it is acknowledged: decisions about rooms, sign-ins, accounts. A change
 * stores its notice in its own transaction and holds the counter's row until the commit, so the numbers follow the order
 * of the commits, and a server that has applied a notice has applied all before it. Thread-safe.
 */
public final class Notices {
    private static final System.Logger LOG = System.getLogger(Notices.class.getName());
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** Longer than a server that does not answer counts as running. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** How long carrying out may take: sends under way are cut off after a second. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int PAGE = 500;
    /** Most notices that the store keeps: a server that is further behind must start again. */
    private static final long KEPT = 100_000;

    private static final long PRUNED_AT_ONCE = 1_000;
    private static final String LAST = "SELECT notices FROM parley WHERE id = 1";
    private static final String NEXT = "UPDATE parley SET notices = notices + 1 WHERE id = 1 RETURNING notices";
    private static final String INSERT = "INSERT INTO notice (number, subject, name) VALUES (?, ?, ?)";
    private static final String PRUNE = "DELETE FROM notice WHERE number <= ?";
    private static final String AFTER =
            "SELECT number, subject, name FROM notice WHERE number > ? ORDER BY number LIMIT " + PAGE;

    /** Reads what a notice is about and applies it to memory. Must be idempotent. */
    public interface Listener {
        /** Called in the order of the notices, one at a time. @param name which thing has changed */
        void noticed(Connection connection, String name) throws SQLException;
    }

    /** The other servers on the store. Their methods may block. */
    public interface Peers {
        /** Of a server that is alone. */
        Peers NONE = new Peers() {
            @Override
            public void applied(long number) {}

            @Override
            public long slowest(Connection connection) {
                return Long.MAX_VALUE;
            }
        };

        /** This server has applied and carried out the notices up to this number. */
        void applied(long number) throws SQLException;

        /** The notice up to which each other running server has applied them; the greatest number if there is none. */
        long slowest(Connection connection) throws SQLException;
    }

    private record Row(long number, String subject, String name) {}

    /** A notice that this server has applied, but not carried out yet. */
    private record Hold(long number, long deadline) {}

    /** Somebody who waits for the notices that are stored when the wait is first looked at. */
    private static final class Wait {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final boolean everywhere;
        private final long deadline;
        private long target = Long.MAX_VALUE;

        /** @param everywhere whether all servers must have applied them, or only this one */
        Wait(boolean everywhere, long deadline) {
            this.everywhere = everywhere;
            this.deadline = deadline;
        }
    }

    private final Database database;
    private final Lane lane;
    private final LongSupplier nanos;
    private final Trouble trouble;
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isFollowing = new AtomicBoolean();
    private final Map<CompletionStage<?>, Hold> holds = new ConcurrentHashMap<>();
    private volatile Peers peers = Peers.NONE;
    private volatile long applied;
    /** The notice that is being applied. */
    private long applying;

    private volatile boolean isLost;

    /**
     * Begins after the notices that the store has now: create it before anything that listens reads the store.
     *
     * @param lane may block on the store
     * @throws StoreException if the store cannot be read
     */
    Notices(Database database, Lane lane, LongSupplier nanos) {
        this.database = database;
        this.lane = lane;
        this.nanos = nanos;
        this.trouble = new Trouble("follow the decisions", nanos);
        try (Connection connection = database.readConnection()) {
            applied = last(connection);
        } catch (SQLException e) {
            throw new StoreException("Cannot read the notices: " + e.getMessage(), e);
        }
    }

    private static long last(Connection connection) throws SQLException {
        return Sql.one(connection, LAST, row -> row.getLong(1));
    }

    /** Sets who applies notices of the subject. */
    public void listen(String subject, Listener listener) {
        listeners.put(subject, listener);
    }

    /** Sets the other servers. */
    public void join(Peers others) {
        peers = others;
    }

    /** Stores a notice. Call it at the end of a transaction: others wait for its commit. */
    public static void add(Connection connection, String subject, String name) throws SQLException {
        long number = Sql.one(connection, NEXT, row -> row.getLong(1));
        Sql.update(connection, INSERT, number, subject, name);
        if (number % PRUNED_AT_ONCE == 0) {
            Sql.update(connection, PRUNE, number - KEPT);
        }
    }

    /**
     * Makes memory what the store is, and keeps it so until the end of the transaction. For changes that are decided by
     * what is in memory.
     */
    void lock(Connection connection) throws SQLException {
        Sql.one(connection, LAST + database.dialect().forUpdate(), row -> row.getLong(1));
        catchUp(connection);
    }

    /**
     * For a listener, while it is called: whoever waits for all servers waits for this, too. For at most 5 s, so that a
     * mistake cannot stop all decisions.
     */
    public void hold(CompletionStage<?> carriedOut) {
        if (carriedOut.toCompletableFuture().isDone()) {
            return;
        }
        Hold hold = new Hold(applying, nanos.getAsLong() + LONGEST_HOLD.toNanos());
        if (holds.putIfAbsent(carriedOut, hold) == null) { // else an earlier notice waits for it, too
            carriedOut.whenComplete((done, failure) -> {
                holds.remove(carriedOut);
                followSoon();
            });
        }
    }

    /** The number of the last notice up to which this server has applied and carried out all. */
    public long settled() {
        long first = Long.MAX_VALUE;
        long last = applied; // first: a notice that is applied later is held before it counts
        for (Hold hold : holds.values()) {
            if (nanos.getAsLong() - hold.deadline() < 0) {
                first = Math.min(first, hold.number());
            }
        }
        return Math.min(last, first - 1);
    }

    /** Whether notices were removed before this server applied them; it must then start again. */
    public boolean isLost() {
        return isLost;
    }

    /** Completes once every server has applied all notices stored before this call. Fails with {@link Refusal}. */
    public CompletionStage<Void> agreed() {
        return await(true);
    }

    /** Completes once this server has applied all notices stored before this call. Fails with {@link Refusal}. */
    public CompletionStage<Void> followed() {
        return await(false);
    }

    private CompletionStage<Void> await(boolean everywhere) {
        Wait wait = new Wait(everywhere, nanos.getAsLong() + PATIENCE.toNanos());
        waits.add(wait);
        followSoon();
        return wait.done;
    }

    /** Applies what is new. Blocks. If that fails, it happens later. */
    public void followNow() {
        try (Connection connection = database.readConnection()) {
            catchUp(connection);
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e);
            followSoon();
        }
    }

    /** Looks for new notices soon. Any thread may call it. */
    public void followSoon() {
        if (isFollowing.compareAndSet(false, true)) {
            lane.execute(this::follow);
        }
    }

    private void follow() {
        isFollowing.set(false);
        try {
            answerWaits();
            trouble.recovered();
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e);
        }
        waits.removeIf(wait -> wait.done.isDone() || hasExpired(wait));
        if (!waits.isEmpty()) {
            lane.later(PAUSE, this::followSoon);
        }
    }

    /** Applies what is new, and answers those who wait for it. Blocks; call it on the lane. */
    public void answerWaits() throws SQLException {
        List<Wait> asked = new ArrayList<>(waits); // first: what they wait for is stored
        try (Connection connection = database.readConnection()) {
            long last = last(connection);
            catchUp(connection);
            long settled = settled();
            peers.applied(settled);
            boolean elsewhere = asked.stream().anyMatch(wait -> wait.everywhere);
            long everywhere = elsewhere ? Math.min(settled, peers.slowest(connection)) : settled;
            for (Wait wait : asked) {
                wait.target = Math.min(wait.target, last);
                if (wait.target <= (wait.everywhere ? everywhere : applied)) {
                    wait.done.complete(null);
                }
            }
        }
    }

    private boolean hasExpired(Wait wait) {
        boolean expired = nanos.getAsLong() - wait.deadline > 0;
        if (expired) {
            wait.done.completeExceptionally(new Refusal(
                    ErrorCode.UNAVAILABLE,
                    "Stored, but not every server has confirmed it; retry with the same ref to find out",
                    RETRY_AFTER));
        }
        return expired;
    }

    private synchronized void catchUp(Connection connection) throws SQLException {
        List<Row> rows;
        do {
            rows = Sql.all(
                    connection, AFTER, row -> new Row(row.getLong(1), row.getString(2), row.getString(3)), applied);
            for (Row row : rows) {
                if (row.number() != applied + 1) {
                    isLost = true;
                    throw new StoreException("This server missed too many decisions; restart it", null);
                }
                apply(connection, row);
                applied = row.number();
            }
        } while (rows.size() == PAGE);
    }

    private void apply(Connection connection, Row row) throws SQLException {
        Listener listener = listeners.get(row.subject());
        applying = row.number();
        try {
            if (listener != null) {
                listener.noticed(connection, row.name());
            }
        } catch (RuntimeException e) { // a bug: must not stop the others
            LOG.log(Level.ERROR, "Cannot apply a change of " + row.subject(), e);
        }
    }
}
