package chat.parley.log;

import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Position;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.store.Database;
import chat.parley.store.Erasure;
import chat.parley.store.Reads;
import chat.parley.store.Sql;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs in a {@link Database}. All writes to a room run on one lane, its reads on another; queues are bounded. While the
 * store fails, calls fail within a bounded time; they work again once it has recovered.
 */
public final class SqlRoomLog implements RoomLog {
    private final AppendSetup setup;
    private final Database database;
    private final Lanes writing;
    private final Clock clock;
    private final CautiousClock age;
    private final Map<Lane, AppendLane> appends = new ConcurrentHashMap<>();
    private final Trouble writeTrouble;
    private final Reads reads;
    private final List<Follower> followers;
    private final Erasure erasure;
    private volatile Listener listener = new NoListener();

    /**
     * @param sizes {@link LogSizes#STANDARD}, except in tests
     * @param clock the time of new entries
     * @param members finds the members that a message mentions
     * @param followers are told what is appended and what is redacted
     */
    public SqlRoomLog(LogSizes sizes, StoreLanes store, Clock clock, MemberLookup members, List<Follower> followers) {
        this.setup = new AppendSetup(sizes, store, members, followers);
        this.database = store.database();
        this.writing = store.writing();
        this.reads = store.reads();
        this.writeTrouble = store.writeTrouble();
        this.followers = followers;
        this.clock = clock;
        this.age = new CautiousClock(clock, store.nanos(), database.newest());
        this.erasure = new Erasure(database, writing.of(""));
    }

    /**
     * Starts to time out drafts that wait too long, and to trim rooms.
     *
     * @param watch a lane that never blocks on the store
     */
    public SqlRoomLog start(Lane watch, Retention retention, Duration every) {
        watch.every(Reads.CHECK_INTERVAL, this::check);
        erasure.start();
        if (!retention.keepsAll()) {
            new Trimmer(this::names, this::trim, retention, every).start(watch);
        }
        return this;
    }

    private void check() {
        appends.values().forEach(AppendLane::expire);
        age.instant(); // samples the clock
    }

    @Override
    public void listen(Listener listener) {
        this.listener = listener;
    }

    @Override
    public String key(String room) {
        return database.key(room);
    }

    @Override
    public CompletionStage<Entry> append(Draft draft) {
        return appends.computeIfAbsent(writing.of(key(draft.room())), this::appendLane).add(draft);
    }

    private AppendLane appendLane(Lane lane) {
        return new AppendLane(setup, lane, clock, this::appended);
    }

    private void appended(List<Entry> entries) {
        listener.appended(entries);
        List<String> rooms = entries.stream().map(Entry::room).toList();
        followers.forEach(follower -> follower.appended(rooms));
        if (entries.stream().anyMatch(entry -> entry.body().removesText())) {
            erasure.request();
        }
    }

    @Override
    public CompletionStage<Page> after(String room, long offset, int limit) {
        return page(room, (connection, row) -> EntryRows.after(connection, row, offset, limit));
    }

    @Override
    public CompletionStage<Page> messagesAfter(String room, long offset, int limit) {
        return page(room, (connection, row) -> EntryRows.messagesAfter(connection, row, offset, limit));
    }

    @Override
    public CompletionStage<Page> pinned(String room) {
        return page(room, (connection, row) -> EntryRows.pinned(connection, row, Change.Pinning.MAX));
    }

    @Override
    public CompletionStage<Page> before(String room, long offset, int limit) {
        return page(room, (connection, row) -> EntryRows.before(connection, row, offset, limit));
    }

    @Override
    public CompletionStage<Page> messagesBefore(String room, long offset, int limit) {
        return page(room, (connection, row) -> EntryRows.messagesBefore(connection, row, offset, limit));
    }

    @Override
    public CompletionStage<Optional<Position>> position(String room, long offset) {
        return inRoom(room, (connection, row) -> {
            if (offset <= row.floor().offset()) {
                return Optional.of(row.floor()).filter(floor -> floor.offset() == offset);
            }
            return Optional.ofNullable(EntryRows.tag(connection, row, offset)).map(tag -> new Position(row.head().epoch(), offset, tag));
        });
    }

    private CompletionStage<Page> page(String room, InRoom<List<Entry>> entries) {
        return inRoom(room, (connection, row) -> new Page(row.name(), row.head(), row.floor(), row.topic(), entries.read(connection, row)));
    }

    /** A query about one room. */
    private interface InRoom<T> {
        T read(Connection connection, RoomRow room) throws SQLException;
    }

    private <T> CompletionStage<T> inRoom(String name, InRoom<T> query) {
        return reads.read(key(name), connection -> {
            RoomRow room = RoomRow.find(connection, database, name);
            while (true) {
                T found = query.read(connection, room);
                RoomRow after = RoomRow.find(connection, database, name);
                if (after.floor().equals(room.floor())) {
                    return found;
                }
                room = after; // trimmed in between: what was found may include removed entries
            }
        });
    }

    /** At most {@code limit} room names after this one, in order. */
    CompletionStage<List<String>> names(String after, int limit) {
        return reads.read("", connection -> Sql.all(connection, "SELECT name FROM room WHERE name > ? ORDER BY name LIMIT ?", row -> row.getString(1), after, (long) limit));
    }

    /** Trims the room step by step, between its appends. The stage completes when this is done or has failed. */
    CompletionStage<Void> trim(String room, Retention.Rule rule) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        trim(room, rule, end);
        return end;
    }

    private void trim(String room, Retention.Rule rule, CompletableFuture<Void> end) {
        writing.of(key(room)).execute(() -> {
            boolean more = false;
            try {
                Trim.Done done = Trim.step(database, followers, room, rule, age.instant(), setup.sizes().trim());
                more = done.more();
                writeTrouble.recovered();
                if (done.moved()) {
                    erasure.request();
                }
                listener.trimmed(room, done.floor()); // always: an earlier step may have failed after its commit
            } catch (SQLException | RuntimeException e) {
                writeTrouble.failed(e);
            } finally {
                if (more) {
                    trim(room, rule, end);
                } else {
                    end.complete(null);
                }
            }
        });
    }

    /** The default, for example in a tool. */
    private static final class NoListener implements Listener {
        @Override
        public void appended(List<Entry> entries) {}

        @Override
        public void trimmed(String room, Position floor) {}
    }
}
