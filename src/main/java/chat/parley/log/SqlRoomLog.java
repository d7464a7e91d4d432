package chat.parley.log;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Position;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.event.ServerRoles;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.metrics.Metrics;
import chat.parley.store.Database;
import chat.parley.store.Erasure;
import chat.parley.store.Notices;
import chat.parley.store.Reads;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    private final Notices notices;
    private final Trouble writeTrouble;
    private final Reads reads;
    private final List<Follower> followers;
    private final Erasure erasure;
    private final ClearingLane clearing;
    private volatile Predicate<RoomId> held = room -> false;
    private volatile Listener listener = new NoListener();

    /**
     * @param sizes {@link LogSizes#STANDARD}, except in tests
     * @param clock the time of new entries
     * @param members the stored members of the rooms
     * @param followers are told what is appended and what is redacted
     */
    public SqlRoomLog(
            LogSizes sizes,
            StoreLanes store,
            Clock clock,
            RoomMembers members,
            List<Follower> followers,
            ServerRoles serverRoles) {
        this.setup = new AppendSetup(
                sizes, store, members, followers, new AppendMeter(), serverRoles, room -> held.test(room));
        this.database = store.database();
        this.writing = store.writing();
        this.reads = store.reads();
        this.writeTrouble = store.writeTrouble();
        this.notices = store.notices();
        notices.listen(DecisionNotice.SUBJECT, this::decided);
        this.followers = followers;
        this.clock = clock;
        this.age = new CautiousClock(clock, store.nanos(), database.newest());
        this.erasure = new Erasure(database, writing.of(""));
        this.clearing =
                new ClearingLane(new Clearing(database, followers, sizes.trim()), writing, erasure, writeTrouble);
    }

    /**
     * Starts to time out drafts that wait too long, and to trim rooms.
     *
     * @param watch a lane that never blocks on the store
     * @param hold rooms that are never trimmed or deleted
     */
    public SqlRoomLog start(Lane watch, Retention retention, LegalHold hold, Duration every) {
        watch.every(Reads.CHECK_INTERVAL, this::check);
        erasure.start();
        held = hold.in(database);
        clearing.start(watch);
        if (!retention.keepsAll()) {
            new Trimmer(
                            this::rooms,
                            this::trim,
                            room -> held.test(room.id()) ? Retention.Rule.KEEP_ALL : retention.of(room.name()),
                            every)
                    .start(watch);
        }
        return this;
    }

    /** Registers the numbers of appends. */
    public void measure(Metrics metrics) {
        setup.meter().measure(metrics);
        metrics.gauge(
                "parley_append_queue_entries",
                "Drafts that wait for a transaction",
                () -> appends.values().stream().mapToInt(AppendLane::queued).sum());
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
    public RoomRef room(String name) {
        return database.room(name);
    }

    @Override
    public CompletionStage<Entry> append(Draft draft) {
        CompletionStage<Entry> stored = appends.computeIfAbsent(
                        writing.of(draft.room().id().text()), this::appendLane)
                .add(draft);
        return draft.body() instanceof RoomChange ? agreed(stored) : stored;
    }

    /** A refusal waits, too: it may follow from a decision that not every server has taken. */
    private CompletionStage<Entry> agreed(CompletionStage<Entry> decision) {
        return decision.handle((entry, refusal) -> notices.agreed().thenCompose(done -> decision))
                .thenCompose(settled -> settled);
    }

    private void decided(Connection connection, String name) throws SQLException {
        DecisionNotice decision = DecisionNotice.read(connection, name);
        if (decision != null) {
            listener.decided(decision.room(), decision.entry());
            notices.hold(listener.settled(decision.room()));
        }
    }

    private AppendLane appendLane(Lane lane) {
        return new AppendLane(setup, lane, clock, new AppendLane.Listener() {
            @Override
            public void decided() {
                notices.followNow(); // whoever is removed must not get what follows
            }

            @Override
            public void stored(Map<RoomId, List<Entry>> entries) {
                appended(entries);
            }
        });
    }

    private void appended(Map<RoomId, List<Entry>> entries) {
        entries.forEach((room, own) -> listener.appended(room, own));
        Map<RoomId, Long> heads = new HashMap<>();
        entries.forEach((room, own) ->
                heads.put(room, own.stream().mapToLong(Entry::offset).max().orElse(0)));
        followers.forEach(follower -> follower.appended(heads));
        if (entries.values().stream().flatMap(List::stream).anyMatch(entry -> entry.body() instanceof RoomDeletion)) {
            clearing.request();
        }
        if (entries.values().stream()
                .flatMap(List::stream)
                .anyMatch(entry -> entry.body().removesText())) {
            erasure.request();
        }
    }

    private static boolean decide(Stream<Entry> entries) {
        return entries.anyMatch(entry -> entry.body() instanceof RoomChange);
    }

    @Override
    public CompletionStage<Page> after(RoomRef room, long offset, int limit) {
        return page(room, (connection, row) -> EntryRows.after(connection, row, offset, limit))
                .thenCompose(page -> decide(page.entries().stream())
                        ? notices.followed().thenApply(done -> page) // another server may have appended it
                        : completedFuture(page));
    }

    @Override
    public CompletionStage<Page> messagesAfter(RoomRef room, long offset, int limit) {
        return page(room, (connection, row) -> EntryRows.messagesAfter(connection, row, offset, limit));
    }

    @Override
    public CompletionStage<Page> pinned(RoomRef room) {
        return page(room, (connection, row) -> EntryRows.pinned(connection, row, Change.Pinning.MAX));
    }

    @Override
    public CompletionStage<Page> before(RoomRef room, long offset, int limit) {
        return page(room, (connection, row) -> EntryRows.before(connection, row, offset, limit));
    }

    @Override
    public CompletionStage<Page> messagesBefore(RoomRef room, long offset, int limit) {
        return page(room, (connection, row) -> EntryRows.messagesBefore(connection, row, offset, limit));
    }

    @Override
    public CompletionStage<Optional<Position>> position(RoomRef room, long offset) {
        return inRoom(room, (connection, row) -> {
            if (offset <= row.floor().offset()) {
                return Optional.of(row.floor()).filter(floor -> floor.offset() == offset);
            }
            return Optional.ofNullable(EntryRows.tag(connection, row, offset))
                    .map(tag -> new Position(row.head().epoch(), offset, tag));
        });
    }

    @Override
    public CompletionStage<List<Entry>> audit(RoomRef room, long before, int limit) {
        return inRoom(room, (connection, row) -> AuditRows.before(connection, row, before, limit));
    }

    @Override
    public CompletionStage<Rules> rules(RoomRef room) {
        return inRoom(room, RoomRow::rules);
    }

    @Override
    public CompletionStage<List<Entry>> deletions(Instant before, int limit) {
        return reads.read("", connection -> DeletedRooms.before(connection, before, limit));
    }

    private CompletionStage<Page> page(RoomRef room, RoomQuery<List<Entry>> entries) {
        return inRoom(
                room,
                (connection, row) -> new Page(
                        row.name(),
                        row.head(),
                        row.floor(),
                        row.topic(),
                        row.rulesAt(),
                        row.isGone(),
                        entries.read(connection, row)));
    }

    /** A query about one room. */
    private interface RoomQuery<T> {
        T read(Connection connection, RoomRow room) throws SQLException;
    }

    private <T> CompletionStage<T> inRoom(RoomRef room, RoomQuery<T> query) {
        return reads.read(room.id().text(), connection -> {
            RoomRow row = RoomRow.find(connection, database, room);
            while (true) {
                T found = query.read(connection, row);
                RoomRow after = RoomRow.find(connection, database, room);
                if (after.floor().equals(row.floor())) {
                    return found;
                }
                row = after; // trimmed in between: what was found may include removed entries
            }
        });
    }

    /** At most {@code limit} rooms whose ids come after this text, in order. */
    CompletionStage<List<RoomRef>> rooms(String after, int limit) {
        return reads.read("", connection -> RoomRow.refsAfter(connection, after, limit));
    }

    /** Trims the room step by step, between its appends. The stage completes when this is done or has failed. */
    CompletionStage<Void> trim(RoomRef room, Retention.Rule rule) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        trim(room, rule, end);
        return end;
    }

    private void trim(RoomRef room, Retention.Rule rule, CompletableFuture<Void> end) {
        writing.of(room.id().text()).execute(() -> {
            boolean more = false;
            try {
                Trim.Done done = Trim.step(
                        database,
                        followers,
                        room,
                        rule,
                        age.instant(),
                        setup.sizes().trim());
                more = done.more();
                writeTrouble.recovered();
                if (done.moved()) {
                    erasure.request();
                }
                if (done.floor() != null) {
                    listener.trimmed(
                            room.id(), done.floor()); // always: an earlier step may have failed after its commit
                }
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
        public void decided(RoomId room, Entry entry) {}

        @Override
        public CompletionStage<Void> settled(RoomId room) {
            return completedFuture(null);
        }

        @Override
        public void appended(RoomId room, List<Entry> entries) {}

        @Override
        public void trimmed(RoomId room, Position floor) {}
    }
}
