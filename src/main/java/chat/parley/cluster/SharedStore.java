package chat.parley.cluster;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.log.Follower;
import chat.parley.store.Database;
import chat.parley.store.Notices;
import chat.parley.store.StoreException;
import chat.parley.store.Trouble;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /** At most how often this server looks for one that it only hears. */
    private static final Duration MEETINGS = Duration.ofSeconds(1);

    /** Reading heads takes at most this part of the time. */
    private static final int SHARE = 5;

    private final LongSupplier nanos;
    private final Lane lane;
    private final Lane reading;
    private final Doorbell bell;
    private final Nodes nodes;
    private final Ringer ringer;
    private final Hearing hearing;
    private final BellMeter meter;
    private final Whereabouts whereabouts;
    private final Soon following;
    private final Heads heads;
    private final Trouble trouble;
    private Notices notices;
    private Local local;
    private Ear ear;
    private volatile boolean closed;
    /** Whether something was not sent for lack of a lease since the last {@link Local#resumed}. */
    private final AtomicBoolean hasHeldBack = new AtomicBoolean();

    private final AtomicBoolean isMeeting = new AtomicBoolean();
    private volatile long polledAt;
    private volatile boolean mustPoll = true;
    private boolean heardAll;
    private long startedAt;

    /**
     * @param id of this run of the server
     * @param name for people
     * @param lanes two lanes that may block on the store
     */
    private SharedStore(
            String id,
            String name,
            Database database,
            Doorbell bell,
            BellMeter meter,
            Lanes lanes,
            LongSupplier nanos) {
        this.heads = new Heads(database);
        this.nanos = nanos;
        this.lane = lanes.of("b");
        this.reading = lanes.of("a");
        this.bell = bell;
        this.nodes = new Nodes(id, name, database, nanos, this::ringNews);
        this.ringer = new Ringer(id, bell, reading, () -> !nodes.others().isEmpty(), meter);
        this.hearing = new Hearing(bell, nanos);
        this.meter = meter;
        this.whereabouts = new Whereabouts(id, database, (room, others) -> local.occupied(room, others));
        this.following = new Soon(reading, () -> attempt(() -> whereabouts.follow(nodes.others())));
        this.trouble = new Trouble("reach the other servers", "nothing is delivered", nanos);
    }

    /**
     * Announces this server, before it reads anything that others may change.
     *
     * @throws StoreException if the store cannot be used
     */
    public static SharedStore join(
            String id,
            String name,
            Database database,
            Doorbell bell,
            BellMeter meter,
            Lanes lanes,
            LongSupplier nanos) {
        SharedStore cluster = new SharedStore(id, name, database, bell, meter, lanes, nanos);
        try {
            cluster.nodes.renew(0);
        } catch (SQLException e) {
            throw new StoreException("Cannot join the servers on this database: " + e.getMessage(), e);
        }
        return cluster;
    }

    private void ringNews() {
        ringer.tell(new Hint.News());
    }

    /** The lane on which {@link Notices} must be followed. */
    public Lane lane() {
        return lane;
    }

    /** Starts to follow the others. */
    public void start(Notices followed, Local chat) {
        notices = followed;
        local = chat;
        ear = new Ear(chat, notices::followSoon, following::run);
        startedAt = nanos.getAsLong();
        polledAt = startedAt;
        notices.join(nodes);
        meter.watch(() -> 1 + nodes.others().size(), this::hearsAll);
        String pulse = nodes.id() + Hint.LINE + new Hint.Pulse(bell.shards()).line();
        bell.start(pulse, new Doorbell.Listener() {
            @Override
            public void heard(int shard, String text) {
                hear(shard, text);
            }

            @Override
            public void connected() {
                mustPoll = true;
            }
        });
        lane.execute(() -> lane.every(Nodes.BEAT, this::beat));
        ringer.tell(new Hint.News()); // so the others know this server at once
        reading.execute(() -> reading.every(POLL, this::look));
    }

    /** Looks for a server that has just started. */
    private void meet() {
        lane.later(MEETINGS, () -> isMeeting.set(false)); // the sender may be without a lease, and go on and on
        beat();
    }

    private void beat() {
        if (closed) {
            return;
        }
        List<String> before = nodes.others();
        try {
            long renewed = nodes.renew(notices.settled());
            notices.answerWaits();
            nodes.use(renewed);
            trouble.recovered();
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e);
        }
        if (nodes.isValid() && hasHeldBack.getAndSet(false)) {
            local.resumed();
        }
        List<String> others = nodes.others();
        hearing.retain(others);
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
        spent.forEach(spending -> ringer.pass(spending.client(), new Hint.Spent(spending)));
        attempt(() -> {
            if (whereabouts.write()) {
                ringer.tell(new Hint.Moved());
            }
        });
        boolean heardBefore = heardAll;
        heardAll = hearsAll() && isAfter(startedAt, UNKNOWN);
        if (!heardAll || !heardBefore) { // once more after a silence
            mustPoll = true;
        }
        if (isAfter(polledAt, mustPoll ? Duration.ZERO : CAREFUL_POLL)) {
            mustPoll = false;
            notices.followSoon();
            attempt(this::pollHeads);
            attempt(() -> whereabouts.follow(others));
        }
    }

    private boolean hearsAll() {
        return bell.isUp() && hearing.hears(nodes.others());
    }

    private boolean isAfter(long since, Duration time) {
        return nanos.getAsLong() - since > time.toNanos();
    }

    private void pollHeads() throws SQLException {
        long begun = nanos.getAsLong();
        try {
            heads.read(local);
        } catch (SQLException | RuntimeException e) {
            mustPoll = true; // what was due is due still
            throw e;
        }
        long end = nanos.getAsLong();
        polledAt = end + SHARE * (end - begun);
    }

    private void hear(int shard, String text) {
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
            if (hint instanceof Hint.Pulse pulse) {
                hearing.pulse(sender, shard, pulse.shards());
            } else {
                meter.received();
                ear.hear(hint);
            }
        }
    }

    @Override
    public boolean maySend() {
        boolean valid = nodes.isValid();
        if (!valid) {
            hasHeldBack.set(true);
        }
        return valid;
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
        whereabouts.opened(room);
        following.run();
    }

    @Override
    public void closed(RoomId room) {
        reading.execute(whereabouts.closed(room));
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
        ringer.pass(room.text(), new Hint.Typing(room, member));
    }

    @Override
    public void departed(String client) {
        ringer.tellListeners(new Hint.Departed(client));
    }

    @Override
    public void read(RoomId room, String member, Event.Read position) {
        ringer.pass(room.text(), new Hint.Read(room, member, position));
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
