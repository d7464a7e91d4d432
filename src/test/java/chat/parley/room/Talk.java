package chat.parley.room;

import chat.parley.client.TokenIssuer;
import chat.parley.cluster.Cluster;
import chat.parley.delivery.DeliverySizes;
import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Write;
import chat.parley.identity.Guests;
import chat.parley.identity.Identities;
import chat.parley.identity.ProvenRoles;
import chat.parley.identity.RoleClaim;
import chat.parley.identity.SignedInNames;
import chat.parley.identity.TokenRules;
import chat.parley.identity.Tokens;
import chat.parley.lane.Lane;
import chat.parley.lane.ThreadLanes;
import chat.parley.lane.Workers;
import chat.parley.log.LogSizes;
import chat.parley.log.Retention;
import chat.parley.log.WholeLog;
import chat.parley.store.Database;
import chat.parley.store.PoolSizes;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/** A running chat for tests, with a manual clock. */
public final class Talk implements AutoCloseable {
    static final String ROOM = "lobby";
    static final Limits EASY = new Limits(
            10_000,
            1e9,
            1_000_000,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Shares.STANDARD,
            DeliverySizes.STANDARD);

    private final AtomicLong nanos;
    private final Path folder;
    /** The ids of those who own all public rooms. */
    final Set<String> owners = ConcurrentHashMap.newKeySet();

    final ProvenRoles roles = new ProvenRoles(owners::contains);

    private final Database database;
    private final ThreadLanes logLanes = new ThreadLanes(1, Thread::new);
    private final ThreadLanes lanes = new ThreadLanes(2, Thread::new);
    private final ThreadLanes watch = new ThreadLanes(1, Thread::new);
    private final Workers workers = new Workers(2, Thread::new);
    final CountedLog log;
    /** Can hold back what is read from the log. */
    final HeldLog held;

    public final Chat chat;

    public Talk() {
        this(EASY);
    }

    Talk(Limits limits) {
        this(limits, Retention.parse(""));
    }

    Talk(Limits limits, Retention retention) {
        this(limits, retention, Talk::guestsOnly);
    }

    /** A chat on one of several servers. */
    Talk(Cluster cluster) {
        this(newFolder(), new AtomicLong(), EASY, Retention.parse(""), Talk::guestsOnly, cluster);
    }

    Talk(Limits limits, Retention retention, BiFunction<Guests, ProvenRoles, Identities> identities) {
        this(newFolder(), new AtomicLong(), limits, retention, identities, Cluster.ALONE);
    }

    private Talk(
            Path folder,
            AtomicLong nanos,
            Limits limits,
            Retention retention,
            BiFunction<Guests, ProvenRoles, Identities> identities,
            Cluster cluster) {
        this.folder = folder;
        this.nanos = nanos;
        database = Database.sqlite(folder, new PoolSizes(1, 2), Thread::new);
        WholeLog real = WholeLog.start(
                LogSizes.STANDARD,
                database,
                logLanes,
                logLanes,
                new WallClock(),
                nanos::get,
                watch.of("log"),
                retention,
                Duration.ofMillis(50),
                roles);
        held = new HeldLog(real.log());
        log = new CountedLog(held);
        chat = new Chat(
                log,
                real.search(),
                real.memberships(),
                identities.apply(real.guests(), roles),
                real.rights(),
                cluster,
                real.addresses(),
                database.secret(),
                limits,
                nanos::get,
                lanes,
                workers,
                Thread::new);
    }

    /** A chat that accepts guests and the tokens of {@link TokenIssuer}. @param keys verify the tokens */
    public static Talk withTokens(JWKSource<SecurityContext> keys) {
        TokenRules rules = new TokenRules(TokenIssuer.ISSUER, TokenIssuer.AUDIENCE, "name", RoleClaim.of("roles"));
        Clock clock = Clock.systemUTC();
        return new Talk(
                EASY,
                Retention.parse(""),
                (guests, roles) -> new Identities(
                        guests,
                        new Tokens(rules, keys, "secret", clock),
                        List.of(),
                        SignedInNames.none(),
                        roles,
                        true,
                        clock));
    }

    private static Identities guestsOnly(Guests guests, ProvenRoles roles) {
        return Identities.of(guests);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "talk");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the member delete public rooms. */
    public void makeOwner(String member) {
        owners.add(member);
    }

    /** Ends this chat and starts another one on the same store. */
    Talk restarted() {
        close();
        return new Talk(folder, nanos, EASY, Retention.parse(""), Talk::guestsOnly, Cluster.ALONE);
    }

    /** Keeps everything from the store until the task runs; what is written meanwhile is one transaction. */
    Runnable holdStore() throws InterruptedException {
        awaitStore();
        return hold(logLanes.of(""));
    }

    /** Keeps everything from happening in the room until the task runs. */
    public Runnable holdRoom(String room) {
        return hold(laneOf(room));
    }

    /** A room that goes on while this one is held. */
    public String roomApartFrom(String room) {
        String apart = "apart";
        while (laneOf(apart) == laneOf(room)) {
            apart += "!";
        }
        return apart;
    }

    private Lane laneOf(String room) {
        return lanes.of(log.room(room).id().text());
    }

    /** Waits until the store has done what was asked for before, and what follows from that. */
    public void awaitStore() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            await(logLanes.of(""));
        }
    }

    /** Waits until the room's lane has done what it was given before, and what followed from that at once. */
    void awaitRoom(String room) throws InterruptedException {
        await(laneOf(room));
        await(laneOf(room));
    }

    private static void await(Lane lane) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        lane.execute(done::countDown);
        done.await();
    }

    private static Runnable hold(Lane lane) {
        CountDownLatch open = new CountDownLatch(1);
        lane.execute(() -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return open::countDown;
    }

    /** Advances both clocks. */
    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** A guest who has joined the room. */
    Guest guest(String name) throws InterruptedException {
        Guest guest = new Guest(new TestWire(), name);
        guest.join(null);
        return guest;
    }

    @Override
    public void close() {
        chat.close();
        lanes.close();
        workers.close();
        watch.close();
        logLanes.close(Duration.ofSeconds(5));
        database.close();
    }

    /** The real time, ahead by what {@link #advance} added. */
    private final class WallClock extends Clock {
        @Override
        public Instant instant() {
            return Instant.now().plusNanos(nanos.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    final class Guest {
        final TestWire wire;
        final Session session;

        Guest(TestWire wire, String name) {
            this(wire, name, null);
        }

        Guest(TestWire wire, String name, String key) {
            this.wire = wire;
            this.session = chat.connect(wire);
            session.handle(Command.Hello.guest("hello", name, key));
        }

        Event.Joined join(String since) throws InterruptedException {
            session.handle(new Command.Join("join", ROOM, since, null));
            return wire.next(Event.Joined.class);
        }

        void leave() {
            session.handle(new Command.Leave("leave", ROOM));
        }

        void post(String text) {
            session.handle(new Write.Post(null, ROOM, text, null));
        }

        /** Posts a message and waits until it is delivered to this guest. */
        Logged.Message postAndSee(String text) throws InterruptedException {
            post(text);
            return wire.next(Logged.Message.class, message -> message.text().equals(text));
        }
    }
}
