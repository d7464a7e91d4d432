package chat.parley.cluster;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.log.Follower;
import chat.parley.log.RoomRow;
import chat.parley.store.Database;
import chat.parley.store.Notices;
import chat.parley.store.StoreException;
import chat.parley.store.Trouble;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * This server among those that share a PostgreSQL database. The database is the truth; a {@link Doorbell} only tells
 * when to look. Two lanes work here: one renews the lease and follows decisions, the other rings and reads. Thread-safe;
 * {@link #join} and {@link #close} block.
 */
public final class SharedStore implements Cluster, Follower, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());
    /** How often heads are read while no bell works, and for a while after the start. */
    private static final Duration POLL = Duration.ofMillis(250);
    /** For so long, the others may not know yet that this server has started. */
    private static final Duration UNKNOWN = Duration.ofSeconds(5);
    /** How often heads are read although the bell works. */
    private static final Duration CAREFUL_POLL = Duration.ofSeconds(10);

    private static final int ROOMS_AT_ONCE = 1_000;
    /** Reading heads takes at most this part of the time. */
    private static final int SHARE = 5;

    private final Database database;
    private final LongSupplier nanos;
    private final Lane lane;
    private final Lane reading;
    private final Doorbell bell;
    private final Nodes nodes;
    private final Ringer ringer;
    private final Whereabouts whereabouts;
    private final Trouble trouble;
    private Notices notices;
    private Local local;
    /** What was last read of the rooms with sessions here. */
    private final Map<RoomId, Position> heads = new HashMap<>();

    private final Map<RoomId, Position> floors = new HashMap<>();
    private volatile boolean closed;
    private boolean couldSend;
    private final AtomicBoolean isMeeting = new AtomicBoolean();
    private volatile long polledAt;
    private volatile boolean mustPoll = true;
    private long startedAt;

    /**
     * @param id of this run of the server
     * @param name for people
     * @param lanes two lanes that may block on the store
     */
    private SharedStore(String id, String name, Database database, Doorbell bell, Lanes lanes, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
        this.lane = lanes.of("b");
        this.reading = lanes.of("a");
        this.bell = bell;
        this.nodes = new Nodes(id, name, database, nanos, this::ringNews);
        this.ringer = new Ringer(id, bell, reading, () -> !nodes.others().isEmpty());
        this.whereabouts = new Whereabouts(id, database, (room, others) -> local.occupied(room, others));
        this.trouble = new Trouble("reach the other servers", "nothing is delivered", nanos);
    }

    /**
     * Announces this server, before it reads anything that others may change.
     *
     * @throws StoreException if the store cannot be used
     */
    public static SharedStore join(
            String id, String name, Database database, Doorbell bell, Lanes lanes, LongSupplier nanos) {
        SharedStore cluster = new SharedStore(id, name, database, bell, lanes, nanos);
        try {
            cluster.nodes.renew(0);
        } catch (SQLException e) {
            throw new StoreException("Cannot join the servers on this database: " + e.getMessage(), e);
        }
        return cluster;
    }

    private void ringNews() {
        ringer.news();
    }

    /** The lane on which {@link Notices} must be followed. */
    public Lane lane() {
        return lane;
    }

    /** Starts to follow the others. */
    public void start(Notices followed, Local chat) {
        notices = followed;
        local = chat;
        startedAt = nanos.getAsLong();
        polledAt = startedAt;
        notices.join(nodes);
        bell.start(new Doorbell.Listener() {
            @Override
            public void heard(String text) {
                hear(text);
            }

            @Override
            public void connected() {
                mustPoll = true;
            }
        });
        lane.execute(() -> lane.every(Nodes.BEAT, this::beat));
        ringer.news(); // so the others know this server at once
        reading.execute(() -> reading.every(POLL, this::look));
    }

    /** Looks for a server that has just started. */
    private void meet() {
        isMeeting.set(false);
        beat();
    }

    private void beat() {
        if (closed) {
            return;
        }
        List<String> before = nodes.others();
        try {
            long renewed = nodes.renew(notices.applied());
            notices.answerWaits();
            nodes.use(renewed);
            trouble.recovered();
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e);
        }
        boolean mayNow = maySend();
        if (mayNow && !couldSend) {
            local.resumed();
        }
        couldSend = mayNow;
        List<String> others = nodes.others();
        reading.execute(() -> {
            if (!others.equals(before)) {
                attempt(() -> whereabouts.follow(others));
            }
            attempt(whereabouts::sweep);
        });
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** A failure is no news: the beat reports it. */
    private static void attempt(Work work) {
        try {
            work.run();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Cannot follow the other servers", e);
        }
    }

    /** Runs often; does something if it is time. */
    private void look() {
        if (closed) {
            return;
        }
        List<Spending> spent = local.spent();
        List<String> others = nodes.others();
        if (others.isEmpty()) {
            return;
        }
        spent.forEach(spending -> ringer.pass(new Hint.Spent(spending)));
        attempt(() -> {
            if (whereabouts.write()) {
                ringer.moved();
            }
        });
        boolean unheard = !bell.isUp() || !isAfter(startedAt, UNKNOWN);
        if (mustPoll || isAfter(polledAt, unheard ? Duration.ZERO : CAREFUL_POLL)) {
            mustPoll = false;
            notices.followSoon();
            attempt(this::pollHeads);
            attempt(() -> whereabouts.follow(others));
        }
    }

    private boolean isAfter(long since, Duration time) {
        return nanos.getAsLong() - since > time.toNanos();
    }

    private void pollHeads() throws SQLException {
        long begun = nanos.getAsLong();
        List<RoomId> rooms = List.copyOf(local.rooms());
        heads.keySet().retainAll(Set.copyOf(rooms));
        floors.keySet().retainAll(Set.copyOf(rooms));
        try (Connection connection = database.readConnection()) {
            for (int from = 0; from < rooms.size(); from += ROOMS_AT_ONCE) {
                List<RoomId> some = rooms.subList(from, Math.min(rooms.size(), from + ROOMS_AT_ONCE));
                for (RoomRow room : RoomRow.all(connection, database, some)) {
                    RoomId id = room.ref().id();
                    if (!room.floor().equals(floors.put(id, room.floor()))) {
                        local.trimmed(id, room.floor());
                    }
                    if (!room.head().equals(heads.put(id, room.head()))) {
                        local.announced(id, room.head().offset());
                    }
                }
            }
        }
        long end = nanos.getAsLong();
        polledAt = end + SHARE * (end - begun);
    }

    private void hear(String text) {
        int end = text.indexOf(Hint.LINE);
        String sender = end < 0 ? nodes.id() : text.substring(0, end);
        if (sender.equals(nodes.id())) {
            return;
        }
        if (!nodes.others().contains(sender) && isMeeting.compareAndSet(false, true)) {
            lane.execute(this::meet);
        }
        for (String line : text.substring(end + 1).split(Hint.LINE)) {
            Hint hint = Hint.read(line);
            if (hint instanceof Hint.Head head) {
                local.announced(head.room(), head.head());
            } else if (hint instanceof Hint.News) {
                notices.followSoon();
            } else if (hint instanceof Hint.Moved) {
                reading.execute(() -> attempt(() -> whereabouts.follow(nodes.others())));
            } else if (hint instanceof Hint.Typing typing) {
                local.typing(typing.room(), typing.member());
            } else if (hint instanceof Hint.Read read) {
                local.read(read.room(), read.member(), read.position());
            } else if (hint instanceof Hint.Spent elsewhere) {
                local.spentElsewhere(elsewhere.spending());
            }
        }
    }

    @Override
    public boolean maySend() {
        return nodes.isValid();
    }

    @Override
    public void forget(Connection connection, long room, long after, long upTo) {
        // keeps nothing of messages
    }

    @Override
    public void appended(Map<RoomId, Long> heads) {
        ringer.heads(heads);
    }

    @Override
    public void opened(RoomId room) {
        reading.execute(() -> attempt(() -> whereabouts.open(room, nodes.others())));
    }

    @Override
    public void closed(RoomId room) {
        reading.execute(() -> whereabouts.close(room));
    }

    @Override
    public void occupied(RoomId room, Attendance here) {
        whereabouts.put(room, here);
    }

    @Override
    public int online(RoomId room) {
        return whereabouts.online(room);
    }

    @Override
    public void typing(RoomId room, Member member) {
        ringer.pass(new Hint.Typing(room, member));
    }

    @Override
    public void read(RoomId room, String member, Event.Read position) {
        ringer.pass(new Hint.Read(room, member, position));
    }

    /** Tells the others that nobody is here any more. */
    @Override
    public void close() {
        closed = true;
        attempt(nodes::leave);
        attempt(whereabouts::leave);
        bell.close();
    }
}
