package chat.parley.log;

import chat.parley.e2e.host.Postgres;
import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKey;
import chat.parley.event.RoomRef;
import chat.parley.lane.Lane;
import chat.parley.store.Database;
import chat.parley.store.Dialect;
import chat.parley.store.PoolSizes;
import chat.parley.store.PreparedConnection;
import chat.parley.store.Sql;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A log on a SQLite file. The test runs its only lane, moves its clock, and can make its store fail. */
public final class LogBench implements AutoCloseable {
    public static final String ROOM = "lobby";
    public static final RoomRef LOBBY = room(ROOM);
    public static final Member MIRA = new Member("mira", "Mira");
    public static final Member JONAS = new Member("jonas", "Jonas");

    /** Replaces a commit. */
    public interface Commit {
        void commit(Connection connection) throws SQLException;
    }

    /** Schedules a task. */
    private record Timer(Instant due, Runnable task) {}

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::due));
    public final Database database;
    public final WholeLog whole;
    public final SqlRoomLog log;
    public final List<Entry> told = new ArrayList<>();
    public final List<Entry> decided = new ArrayList<>();
    public final List<Position> floors = new ArrayList<>();
    private final Lane lane;
    private Instant now;
    /** How far the test has advanced the clock. */
    public Duration ahead = Duration.ZERO;
    /** While set, the store is unreachable. */
    public boolean down;

    private Commit commit = Connection::commit;

    private LogBench(Function<LogBench, Database> open, Instant start) {
        now = start;
        database = open.apply(this);
        lane = new Lane() {
            @Override
            public void execute(Runnable task) {
                tasks.add(task);
            }

            @Override
            public void later(Duration delay, Runnable task) {
                timers.add(new Timer(now.plus(delay), task));
            }
        };
        whole = WholeLog.start(
                LogSizes.STANDARD,
                database,
                name -> lane,
                name -> lane,
                new Clock() {
                    @Override
                    public java.time.ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now.plus(ahead);
                    }
                },
                () -> Duration.between(Instant.EPOCH, now).toNanos(),
                lane,
                Retention.parse(""),
                Duration.ofHours(1));
        log = whole.log();
        log.listen(new RoomLog.Listener() {
            @Override
            public CompletionStage<Void> settled(RoomId room) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void decided(RoomId room, Entry entry) {
                decided.add(entry);
            }

            @Override
            public void appended(RoomId room, List<Entry> entries) {
                told.addAll(entries);
            }

            @Override
            public void trimmed(RoomId room, Position floor) {
                floors.add(floor);
            }
        });
    }

    /** The room of this name, in a store where no room has another name than at first. */
    public static RoomRef room(String name) {
        return new RoomRef(new RoomId(RoomKey.of(name)), name);
    }

    /** A real store. */
    public static LogBench in(Path directory) {
        return in(directory, Instant.parse("2026-01-01T00:00:00Z"));
    }

    public static LogBench in(Path directory, Instant now) {
        return new LogBench(bench -> Database.sqlite(directory, new PoolSizes(1, 2), Thread::new), now);
    }

    /** A store in an empty PostgreSQL database. */
    public static LogBench on(Postgres server, String database, Instant now) {
        return new LogBench(
                bench -> Database.postgres(
                        server.url(database),
                        server.user(),
                        server.password(),
                        new PoolSizes(1, 2),
                        Thread::new,
                        Duration.ZERO),
                now);
    }

    /** A store that can be made to fail. */
    public static LogBench fragile(Path directory) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource file = PreparedConnection.source(config);
        file.setUrl("jdbc:sqlite:" + directory.resolve("parley.db"));
        return new LogBench(
                bench -> {
                    DataSource source = bench.failing(file);
                    return Database.over(source, source, Dialect.SQLITE, new PoolSizes(1, 2));
                },
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private DataSource failing(DataSource file) {
        return proxy(DataSource.class, file, (method, call) -> {
            if (down) {
                throw new SQLException("refused", "08001");
            }
            return method.equals("getConnection") ? failing((Connection) call.result()) : call.result();
        });
    }

    private Connection failing(Connection connection) {
        return proxy(Connection.class, connection, (method, call) -> {
            if (!method.equals("commit")) {
                return call.result();
            }
            Commit once = commit;
            commit = Connection::commit;
            once.commit(connection);
            return null;
        });
    }

    private interface Call {
        public Object result() throws Throwable;
    }

    private interface Between {
        Object answer(String method, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T real, Between between) {
        return type.cast(Proxy.newProxyInstance(
                LogBench.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> between.answer(method.getName(), () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }

    /** The only lane. */
    Lane lane() {
        return lane;
    }

    /** Replaces the next commit only. */
    public void nextCommit(Commit fate) {
        commit = fate;
    }

    /** Runs a command on another connection. */
    public void sql(String command, Object... parameters) {
        try (Connection writing = database.writeConnection()) {
            Sql.update(writing, command, parameters);
            writing.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** How SQLite runs a query, a step per line. */
    public String plan(String query) {
        try (Connection reading = database.readConnection()) {
            String explain = "EXPLAIN QUERY PLAN " + query.replace("?", "1");
            return String.join("\n", Sql.all(reading, explain, row -> row.getString(4)));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public CompletionStage<Entry> append(Member author, String text, String ref) {
        return log.append(new Draft(LOBBY, author, new Body.Said(text, null), ref));
    }

    /** Appends and waits for the entry. */
    public Entry say(String text, String ref) {
        return result(append(MIRA, text, ref));
    }

    public void trim(Retention.Rule rule) {
        log.trim(LOBBY, rule);
        run();
    }

    /** Runs the lane until nothing is left to do. */
    public void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /** Advances the clock to this time, unless it is later already. */
    public void passUntil(Instant time) {
        pass(time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO);
    }

    public void pass(Duration time) {
        Instant end = now.plus(time);
        run();
        while (!timers.isEmpty() && !timers.peek().due().isAfter(end)) {
            Timer timer = timers.remove();
            now = timer.due().isAfter(now) ? timer.due() : now;
            timer.task().run();
            run();
        }
        now = end;
    }

    /** The stage's value, after running everything that waits. */
    public <T> T result(CompletionStage<T> stage) {
        run();
        return stage.toCompletableFuture().getNow(null);
    }

    /** The error code of a failed stage; null if it has not failed. */
    public static ErrorCode refusal(CompletionStage<?> stage) {
        if (!stage.toCompletableFuture().isCompletedExceptionally()) {
            return null;
        }
        try {
            stage.toCompletableFuture().join();
            throw new AssertionError("not refused");
        } catch (CompletionException e) {
            return ((Refusal) e.getCause()).code();
        }
    }

    public CompletionStage<Entry> append(Member author, Body body, String ref) {
        return log.append(new Draft(LOBBY, author, body, ref));
    }

    public List<String> texts(CompletionStage<Page> page) {
        return result(page).entries().stream().map(LogBench::text).toList();
    }

    /** The original text of a message. */
    public static String text(Entry entry) {
        return ((Body.Said) entry.body()).text();
    }

    @Override
    public void close() {
        database.close();
    }
}
