package chat.parley.room;

import chat.parley.cluster.Cluster;
import chat.parley.cluster.Local;
import chat.parley.delivery.Close;
import chat.parley.delivery.DeliveryMeter;
import chat.parley.delivery.Wire;
import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.RoomCommand;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.event.Write;
import chat.parley.identity.AddressHash;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Client;
import chat.parley.identity.Identities;
import chat.parley.identity.Identity;
import chat.parley.identity.RateLimit;
import chat.parley.identity.RateLimits;
import chat.parley.index.Search;
import chat.parley.io.Memory;
import chat.parley.lane.Lanes;
import chat.parley.lane.Workers;
import chat.parley.log.RoomLog;
import chat.parley.membership.Memberships;
import chat.parley.metrics.Metrics;
import chat.parley.rights.GuestAddresses;
import chat.parley.rights.Rights;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * The running chat. Doors connect their clients here and get a {@link Session} for each. Thread-safe; only
 * {@link #close} blocks.
 */
public final class Chat implements AutoCloseable {
    /** How late the end of a role may be announced. It takes effect in time in any case. */
    private static final Duration ENDINGS = Duration.ofMillis(500);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Memory memory;
    private final RoomLog log;
    private final Limits limits;
    private final LongSupplier nanos;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Queries queries;
    private final Answers answers = new Answers();
    private final Decisions decisions;
    private final Commands commands;
    private final Identities identities;
    private final Rights rights;
    private final GuestAddresses addresses;
    private final AddressHash hash;
    private final RateLimits rateLimits;
    private final RateLimits memberLimits;
    private final AddressLimits addressLimits;
    private final Workers workers;
    private final ClosingWires wires;
    /** Held in a field to load the class early: some containers load no classes at the end of a hot redeployment. */
    private final Close goodbye = Close.GOING_AWAY;

    private final Cluster cluster;
    private final Departures departures;
    private final Local local;
    private final ChatMeter meter = new ChatMeter();
    private final SessionOwner owner = new SessionOwner();
    private final Farewell farewell = new Farewell();
    private volatile boolean closed;

    /**
     * @param search searches the log
     * @param memberships the members of the log's rooms
     * @param identities the members of the same store as the log
     * @param rights decides who may read and write which room
     * @param cluster the other servers on the store
     * @param addresses from where guests come
     * @param secret the store's
     * @param nanos elapsed time in nanoseconds, like {@link System#nanoTime}
     * @param lanes executors for the rooms
     * @param workers threads that help the lanes with delivery; closed by their owner
     * @param threads creates the chat's few other threads; their number does not depend on the number of sessions
     */
    public Chat(
            RoomLog log,
            Search search,
            Memberships memberships,
            Identities identities,
            Rights rights,
            Cluster cluster,
            GuestAddresses addresses,
            String secret,
            Limits limits,
            LongSupplier nanos,
            Lanes lanes,
            Workers workers,
            ThreadFactory threads) {
        this.memory = new Memory();
        this.log = log;
        this.identities = identities;
        this.rights = rights;
        this.cluster = cluster;
        this.departures = new Departures(cluster);
        this.addresses = addresses;
        this.hash = new AddressHash(secret);
        this.limits = limits;
        this.nanos = nanos;
        this.workers = workers;
        this.rooms = new Rooms(log, memberships, rights, cluster, lanes, workers, limits, memory, nanos);
        this.rateLimits = new RateLimits(limits.rate(), limits.burst(), 1);
        this.memberLimits = new RateLimits(limits.rate(), limits.burst(), Shares.MEMBER);
        RateLimits ofAddresses =
                new RateLimits(limits.rate(), limits.burst(), limits.shares().addressShare());
        this.addressLimits = new AddressLimits(ofAddresses, nanos);
        this.queries = new Queries(
                log,
                rights,
                new History(log, limits.sizes().batchChars()),
                new Searches(search, rights, addressLimits, meter),
                new Directory(rooms, memberships, rights, nanos));
        this.sessions = new Sessions(limits, nanos, threads);
        this.local = new ClusteredRooms(
                rooms,
                sessions,
                Map.of("request", rateLimits, "member", memberLimits, "address", ofAddresses),
                departures,
                nanos);
        Enforcement enforcement = new Enforcement(rights, rooms, sessions, answers, memberships);
        this.decisions =
                new Decisions(log, rights, addresses, new RoomAddresses(secret), sessions, memberships, addressLimits);
        this.commands =
                new Commands(identities, rights, decisions, sessions, rooms, queries, memberships, lanes, limits);
        this.wires = new ClosingWires(sessions, threads);
        sessions.every(ENDINGS, new EndedRoles(rights, log)::announce);
        log.listen(new RoomLog.Listener() {
            @Override
            public void decided(RoomId room, Entry entry) {
                enforcement.decided(room, entry);
            }

            @Override
            public CompletionStage<Void> settled(RoomId room) {
                return enforcement.settled(room);
            }

            @Override
            public void appended(RoomId room, List<Entry> entries) {
                rooms.laneOf(room).execute(() -> entries.forEach(entry -> rooms.accept(room, entry)));
            }

            @Override
            public void trimmed(RoomId room, Position floor) {
                rooms.laneOf(room).execute(() -> rooms.trimmed(room, floor));
            }
        });
    }

    /**
     * Opens a session on the connection. The session is already closed if the server, or the share of the client's
     * address, is full or if the server is shutting down.
     */
    public Session connect(Wire wire) {
        Session session = new Session(owner, wire, hash.of(wire.address()), limits, memory, workers, nanos);
        if (!sessions.add(session)) {
            session.close(Close.FULL);
        } else if (closed) {
            session.close(goodbye);
        } else if (farewell.hasBegun()) {
            session.close(Farewell.REASON);
        }
        return session;
    }

    /** Whether a new connection would get a session: false if the server is full or shutting down. */
    public boolean acceptsSessions() {
        return !closed && !farewell.hasBegun() && sessions.hasCapacity();
    }

    /** Counts deliveries; doors add what they write. */
    public DeliveryMeter deliveries() {
        return meter.deliveries();
    }

    /** Registers the numbers of this chat. */
    public void measure(Metrics metrics) {
        meter.measure(metrics);
        sessions.measure(metrics);
        addressLimits.measure(metrics);
        metrics.gauge("parley_rooms", "Rooms with at least one session", rooms::count);
    }

    /** The server's memory budget; hosts charge their buffers to it. */
    public Memory memory() {
        return memory;
    }

    /** The live connections, for operators. */
    public Connections connections() {
        return new Connections(sessions, nanos);
    }

    /** Whether the member is an owner of this server. */
    public boolean isOwner(Member member) {
        return rights.isServerOwner(member);
    }

    /** Turns the credentials of clients into members. */
    public Identities identities() {
        return identities;
    }

    /** The rate limits per client address, shared by all doors. */
    public AddressLimits addressLimits() {
        return addressLimits;
    }

    /**
     * Answers a query without a session. Fails with {@link Refusal}.
     *
     * @param address see {@link Wire#address}; null for no limit
     */
    public <R extends Event.Reply> CompletionStage<R> ask(Query<R> query, Client client, String address) {
        return queries.answer(query, client, address).thenApply(reply -> {
            requireContact();
            return reply;
        });
    }

    /**
     * Notes a request without a session, before {@link #ask}: whoever takes a room from its sender waits for the response,
     * but not for longer than 1 s.
     *
     * @param delivered completes when the client has the response, or never will
     */
    public void answering(Client client, CompletionStage<?> delivered) {
        answers.begin(client, delivered);
    }

    /** The sender of a request. @param identity null if it has none. @param address see {@link Wire#address} */
    public Client client(Identity identity, String address) {
        return Client.of(identity, hash.of(address));
    }

    /** Who does not want to be recovered. */
    public Departures departures() {
        return departures;
    }

    /** What happens on other servers. */
    public Local local() {
        return local;
    }

    /** @throws Refusal if this server may not know who has just been removed from a room */
    private void requireContact() {
        if (!cluster.maySend()) {
            throw new Refusal(
                    ErrorCode.UNAVAILABLE, "Server has lost contact with the others; retry in 1 s", RETRY_AFTER);
        }
    }

    /** Deletes a room for a caller without a session. Fails with {@link Refusal}. */
    public CompletionStage<Event.Ack> delete(Client author, RoomCommand.Delete deletion) {
        meter.received(deletion);
        try {
            rateLimits.spend(author.member().id(), 1, nanos.getAsLong());
        } catch (Refusal e) {
            meter.refused(deletion, e);
            return CompletableFuture.failedFuture(e);
        }
        return decisions
                .delete(log.room(deletion.room()), author, deletion)
                .thenApply(entry -> Event.Ack.stored(deletion.ref(), entry));
    }

    /** Appends an entry to a room's log for a caller without a session. Fails with {@link Refusal}. */
    public CompletionStage<Event.Ack> write(Client author, Write write) {
        RoomRef room = log.room(write.room());
        meter.received(write);
        try {
            rateLimits.spend(author.member().id(), 1, nanos.getAsLong());
            rights.require(author, room.id(), write.body().right());
            addresses.saw(author, true);
        } catch (Refusal e) {
            meter.refused(write, e);
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.supplyAsync(() -> rooms.draft(room, author, write), rooms.laneOf(room.id()))
                .thenCompose(log::append)
                .thenApply(entry -> Event.Ack.stored(write.ref(), entry));
    }

    /**
     * Sends all clients elsewhere, evenly over the time, after their commands have been answered. New connections are
     * refused from now on. Blocks for little longer than the time.
     */
    public void drain(Duration time) {
        farewell.begin();
        farewell.run(sessions.all(), time, nanos);
    }

    /** Whether the server is about to stop and sends its clients elsewhere. */
    public boolean isDraining() {
        return farewell.hasBegun();
    }

    /** Closes every session with code 1001 and waits at most 3 s for the close frames to be sent. */
    @Override
    public void close() {
        closed = true;
        sessions.close(goodbye);
        wires.finish();
    }

    /** The chat as its sessions see it. */
    private final class SessionOwner implements Session.Owner {
        @Override
        public void spend(Session session, RateLimit own) {
            ChatMeter.Limited limit = ChatMeter.Limited.SESSION;
            try {
                own.spend(nanos.getAsLong());
                limit = ChatMeter.Limited.MEMBER;
                if (session.hasPersistentMember()) {
                    memberLimits.spend(session.member().id(), 1, nanos.getAsLong());
                }
            } catch (Refusal refusal) {
                meter.limited(limit);
                throw refusal;
            }
        }

        @Override
        public ChatMeter meter() {
            return meter;
        }

        @Override
        public void carryOut(Session session, Command command) {
            if (command instanceof Command.Join || command instanceof Command.WriteAnywhere) {
                addresses.saw(session.client(), session.hasPersistentMember());
            }
            commands.carryOut(session, command);
        }

        @Override
        public void ended(Session session, List<JoinedRoom> joinedRooms, Close reason) {
            meter.closed(reason);
            sessions.remove(session);
            joinedRooms.forEach(JoinedRoom::leave);
            if (reason != Close.GONE) {
                wires.close(session.wire(), reason);
            }
        }

        @Override
        public boolean maySend() {
            return cluster.maySend();
        }

        @Override
        public ReadingGate gateOf(Session session) {
            return new ReadingGate(rights, log, session::client);
        }
    }
}
