package chat.parley;

import chat.parley.account.Accounts;
import chat.parley.cluster.BellMeter;
import chat.parley.cluster.Cluster;
import chat.parley.cluster.SharedStore;
import chat.parley.engineio.EngineServer;
import chat.parley.http.Monitoring;
import chat.parley.identity.ContainerUsers;
import chat.parley.identity.Guests;
import chat.parley.identity.Identities;
import chat.parley.identity.Owners;
import chat.parley.identity.ProvenRoles;
import chat.parley.identity.Secrets;
import chat.parley.identity.SignedInNames;
import chat.parley.identity.TokenKeys;
import chat.parley.identity.Tokens;
import chat.parley.index.Indexer;
import chat.parley.index.Search;
import chat.parley.lane.Lane;
import chat.parley.lane.Parts;
import chat.parley.lane.ThreadLanes;
import chat.parley.lane.Workers;
import chat.parley.log.ImportNotice;
import chat.parley.log.LogSizes;
import chat.parley.log.SqlRoomLog;
import chat.parley.membership.Memberships;
import chat.parley.metrics.Metrics;
import chat.parley.rights.GuestAddresses;
import chat.parley.rights.Rights;
import chat.parley.room.Chat;
import chat.parley.signin.NameKeeper;
import chat.parley.signin.OpenId;
import chat.parley.signin.RolePublisher;
import chat.parley.signin.WebSessions;
import chat.parley.socketio.SocketServer;
import chat.parley.socketio.chat.ParleyNamespace;
import chat.parley.socketio.chat.TutorialNamespace;
import chat.parley.store.Database;
import chat.parley.store.Dialect;
import chat.parley.store.ScheduledBackups;
import chat.parley.store.StoreLanes;
import chat.parley.store.StoreWatch;
import chat.parley.websocket.ChatEndpoint;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A running Parley server. The composition root: creates, connects and closes all parts. */
public final class Parley implements AutoCloseable {
    private static final Duration DATABASE_WAIT = Duration.ofSeconds(60);
    private static final String LEASE_LOST =
            "The lease in the shared database has expired, so nothing is delivered until it is renewed";
    private static final Duration COMMIT_WAIT = Duration.ofSeconds(5);
    /** How often a server looks for what a tool has changed. */
    private static final Duration TOOLS = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(Parley.class.getName());

    private final Parts parts;
    private final Duration drainTime;
    private final Database database;
    private final Chat chat;
    private final EngineServer socketIo;
    /** Null if none are scheduled. */
    private final ScheduledBackups backups;

    private final Monitoring monitoring;
    private final OpenId openId;
    /** Null if the server has none. */
    private final Accounts accounts;

    /** @param parts receives everything that must be closed, even if the constructor fails */
    private Parley(Settings settings, DataSource pool, ThreadFactory threads, Parts parts) {
        this.parts = parts;
        drainTime = settings.drainTime();
        database = parts.add(
                pool == null
                        ? database(settings.storage(), threads)
                        : Database.postgres(pool, settings.storage().connections(), DATABASE_WAIT));
        Workers workers = parts.add(new Workers(settings.roomThreads(), threads));
        Monitor monitor = new Monitor();
        ThreadLanes rooms = monitor.computing("rooms", parts.add(new ThreadLanes(settings.roomThreads(), threads)));
        ThreadLanes reading = monitor.storing("read", parts.add(new ThreadLanes(database.readers(), threads)));
        ThreadLanes watch = monitor.computing("watch", parts.add(new ThreadLanes(1, threads)));
        ThreadLanes writing = monitor.storing("write", new ThreadLanes(database.writers(), threads));
        parts.add(() -> writing.close(COMMIT_WAIT));
        ThreadLanes following = monitor.storing("follow", parts.add(new ThreadLanes(2, threads)));
        BellMeter bell = new BellMeter();
        SharedStore shared =
                database.dialect() == Dialect.POSTGRESQL ? shared(settings.cluster(), bell, following, threads) : null;
        StoreLanes store = StoreLanes.of(
                database, writing, reading, shared == null ? following.of("") : shared.lane(), System::nanoTime);
        Memberships memberships = new Memberships(store);
        Indexer index = new Indexer(store);
        WebSessions sessions = new WebSessions(store, Clock.systemUTC());
        SignedInNames names = new NameKeeper(store).names();
        accounts = settings.signIn().hasAccounts() ? accounts(store, sessions, names, threads) : null;
        ProvenRoles roles = new RolePublisher(store, sessions, owners(settings, accounts)).roles();
        SqlRoomLog log = new SqlRoomLog(
                LogSizes.STANDARD,
                store,
                Clock.systemUTC(),
                memberships,
                shared == null ? List.of(index) : List.of(index, shared),
                roles);
        Lane watching = watch.of("log");
        store.reads().start(watching);
        memberships.start(watching);
        index.start(watching);
        log.start(
                watching,
                settings.storage().retention(),
                settings.storage().legalHold(),
                settings.storage().retentionInterval());
        sessions.start(watching);
        GuestAddresses addresses = new GuestAddresses(store, Clock.systemUTC());
        addresses.start(watching);
        openId = new OpenId(
                settings.signIn().providers(),
                sessions,
                database.secret(),
                parts.add(new ThreadLanes(1, threads)).of("sign-in"),
                Clock.systemUTC(),
                System::nanoTime);
        Rights rights = Rights.in(database, roles, Clock.systemUTC());
        store.notices().listen(ImportNotice.SUBJECT, rights::imported);
        watching.every(TOOLS, store.notices()::followSoon);
        chat = parts.add(new Chat(
                log,
                new Search(store),
                memberships,
                identities(settings.signIn(), sessions, names, roles, threads),
                rights,
                shared == null ? Cluster.ALONE : shared,
                addresses,
                database.secret(),
                settings.limits(),
                System::nanoTime,
                rooms,
                workers,
                threads));
        if (shared != null) {
            shared.start(store.notices(), chat.local());
        }
        SocketServer io = new SocketServer(settings.limits().helloTimeout(), settings.maxFrame());
        io.of(TutorialNamespace.NAME).onConnect(new TutorialNamespace(chat)::enter);
        io.of(ParleyNamespace.NAME).onConnect(new ParleyNamespace(chat)::enter);
        socketIo = parts.add(new EngineServer(
                settings.socketIo(), io::connect, chat::acceptsSessions, chat.memory(), chat.addressLimits(), threads));
        ChatEndpoint.open(chat, settings.maxFrame());
        backups = backups(settings, threads);
        StoreWatch storeWatch = new StoreWatch(store, index.trouble());
        storeWatch.start(watching);
        Stream.<Consumer<Metrics>>of(
                        storeWatch::measure,
                        log::measure,
                        index::measure,
                        sessions.meter()::measure,
                        chat::measure,
                        socketIo::measure,
                        bell::measure)
                .forEach(part -> part.accept(monitor.metrics()));
        monitoring = monitor.monitoring(workers, parts.add(new ThreadLanes(1, threads)), settings.monitoring());
        monitoring.health().require("store", storeWatch::problem);
        if (shared != null) {
            monitoring.health().require("lease", () -> shared.maySend() ? null : LEASE_LOST);
        }
    }

    /** Null if none are scheduled. */
    private ScheduledBackups backups(Settings settings, ThreadFactory threads) {
        if (settings.backups() == null) {
            return null;
        }
        if (database.dialect() != Dialect.SQLITE) {
            LOG.log(Level.WARNING, "backup-dir has no effect: back up PostgreSQL with its own tools, such as pg_dump");
            return null;
        }
        return parts.add(
                ScheduledBackups.start(settings.storage().data(), settings.backups(), Clock.systemUTC(), threads));
    }

    private SharedStore shared(ClusterSettings settings, BellMeter meter, ThreadLanes lanes, ThreadFactory threads) {
        return parts.add(SharedStore.join(
                Secrets.unguessable(),
                settings.name(),
                database,
                settings.doorbell(database, threads),
                meter,
                lanes,
                System::nanoTime));
    }

    private static Predicate<String> owners(Settings settings, Accounts accounts) {
        Owners known = accounts == null ? Owners.NONE : accounts.book();
        return member -> settings.owners().contains(member) || known.isOwner(member);
    }

    private Accounts accounts(StoreLanes store, WebSessions sessions, SignedInNames names, ThreadFactory threads) {
        Lane hashing = parts.add(new ThreadLanes(1, threads)).of("passwords"); // computes, so nothing else may use it
        return Accounts.start(store, sessions, names, hashing, Clock.systemUTC());
    }

    private Identities identities(
            SignIn signIn, WebSessions sessions, SignedInNames names, ProvenRoles roles, ThreadFactory threads) {
        return new Identities(
                new Guests(database.secret()),
                signIn.keys() == null ? null : tokens(signIn, threads),
                List.of(new ContainerUsers(database.secret(), Clock.systemUTC()), sessions),
                names,
                roles,
                signIn.acceptsGuests(),
                Clock.systemUTC());
    }

    private Tokens tokens(SignIn signIn, ThreadFactory threads) {
        Lane reader = parts.add(new ThreadLanes(1, threads)).of("keys"); // blocks, so nothing else may use it
        TokenKeys keys = new TokenKeys(signIn.keys(), reader, System::nanoTime);
        keys.start();
        return new Tokens(signIn.rules(), keys, database.secret(), Clock.systemUTC());
    }

    /**
     * Starts Parley. A failed start releases all threads, locks and connections.
     *
     * @param pool the container's PostgreSQL data source; null to use the store in the settings
     * @param threads creates Parley's own threads
     * @throws chat.parley.store.StoreException if the store cannot be used
     */
    public static Parley start(Settings settings, DataSource pool, ThreadFactory threads) {
        Parts parts = new Parts();
        Parley parley = null;
        try {
            parley = new Parley(settings, pool, threads, parts);
            return parley;
        } finally {
            if (parley == null) {
                parts.close();
            }
        }
    }

    private static Database database(Settings.Storage storage, ThreadFactory threads) {
        return storage.url() == null
                ? Database.sqlite(storage.data(), storage.connections(), threads)
                : Database.postgres(
                        storage.url(),
                        storage.user(),
                        storage.password(),
                        storage.connections(),
                        threads,
                        DATABASE_WAIT);
    }

    public Chat chat() {
        return chat;
    }

    /** The server for Socket.IO clients. The caller deploys it. */
    public EngineServer socketIo() {
        return socketIo;
    }

    /** The scheduled backups; null if there are none. */
    public ScheduledBackups backups() {
        return backups;
    }

    /** The health and the numbers of this server. */
    public Monitoring monitoring() {
        return monitoring;
    }

    /** Signs browsers in and out. */
    public OpenId openId() {
        return openId;
    }

    /** The accounts of Parley's own; null if the server has none. */
    public Accounts accounts() {
        return accounts;
    }

    /** The path of the link that sets up the first account, below the context path; null if there is nothing to set up. */
    public String setUp() {
        return accounts == null ? null : accounts.setUp();
    }

    /** Where messages are stored: the path of a file, or the address of a database without credentials. */
    public String store() {
        return database.toString();
    }

    /**
     * Refuses new sessions, closes the others over the setting {@code drain-time} with a code that tells clients to
     * reconnect, and commits pending writes. Takes a few seconds longer at most. Idempotent.
     */
    @Override
    public void close() {
        try {
            monitoring.health().drain();
            chat.drain(drainTime);
            chat.close(); // refuses new sessions; the endpoints must still be open to send the close frames
        } finally {
            parts.close();
        }
    }

    /** Creates named daemon threads, for hosts without a thread factory. */
    public static ThreadFactory plainThreads() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "parley-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
