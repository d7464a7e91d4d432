package chat.parley.room;

import chat.parley.delivery.Close;
import chat.parley.delivery.Wire;
import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.host.Memory;
import chat.parley.host.WebSockets;
import chat.parley.identity.AddressLimits;
import chat.parley.identity.Guests;
import chat.parley.identity.RateLimit;
import chat.parley.identity.RateLimits;
import chat.parley.index.Search;
import chat.parley.lane.Lanes;
import chat.parley.lane.SpareThreads;
import chat.parley.lane.Workers;
import chat.parley.log.RoomLog;
import chat.parley.membership.Memberships;
import chat.parley.search.SearchQuery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The running chat: doors bring their connections here and get sessions. Safe for many threads; nothing here waits, except {@link #close}.
 */
public final class Chat implements AutoCloseable {
    private static final int HANGING_UP = 4;
    private static final long IDLE_SECONDS = 10;
    private static final long GOODBYE_SECONDS = 3;

    private final Memory memory;
    private final RoomLog log;
    private final History history;
    private final Searches searches;
    private final Limits limits;
    private final LongSupplier nanos;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Directory directory;
    private final Commands commands;
    private final Guests guests;
    private final Access access;
    private final RateLimits rateLimits;
    private final RateLimits memberLimits;
    private final AddressLimits addressLimits;
    private final Workers workers;
    private final ThreadPoolExecutor hangUps;
    /** Kept, so that it is loaded: at the end of a hot redeployment some containers load no more classes. */
    private final Close goodbye = Close.GOING_AWAY;
    private final Owner owner = new Owner();
    private volatile boolean closed;

    /**
     * @param search finds what is in the log
     * @param memberships of those who take part in its rooms
     * @param guests of the store that has the log
     * @param access who may read and write which room
     * @param nanos elapsed time, as {@link System#nanoTime}
     * @param lanes where the rooms live
     * @param workers what helps the lanes to deliver; closed by its owner
     * @param threads makes the few other threads that the chat needs, whatever the number of sessions
     */
    public Chat(RoomLog log, Search search, Memberships memberships, Guests guests, Access access, Limits limits, LongSupplier nanos, Lanes lanes, Workers workers, ThreadFactory threads) {
        this.memory = new Memory();
        this.log = log;
        this.history = new History(log, limits.sizes().batchChars());
        this.guests = guests;
        this.access = access;
        this.limits = limits;
        this.nanos = nanos;
        this.workers = workers;
        this.rooms = new Rooms(log, memberships, lanes, workers, limits, memory, nanos);
        this.rateLimits = new RateLimits(limits.rate(), limits.burst(), 1);
        this.memberLimits = new RateLimits(limits.rate(), limits.burst(), Shares.MEMBER);
        this.addressLimits = new AddressLimits(
                new RateLimits(limits.rate(), limits.burst(), limits.shares().addressShare()), nanos);
        this.searches = new Searches(search, log, access, addressLimits);
        this.directory = new Directory(rooms, memberships, access, nanos);
        this.sessions = new Sessions(limits, nanos, threads);
        this.commands = new Commands(guests, access, sessions, rooms, directory, searches, memberships, lanes, limits);
        this.hangUps = new ThreadPoolExecutor(HANGING_UP, HANGING_UP, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new SpareThreads(threads),
                (goodbye, ended) -> goodbye.run()); // a handshake was under way at the end: its thread has nothing else to do
        hangUps.allowCoreThreadTimeOut(true);
        log.listen(new RoomLog.Listener() {
            @Override
            public void appended(List<Entry> entries) {
                entries.stream().collect(Collectors.groupingBy(entry -> rooms.lane(entry.room()))).forEach((lane, there) -> lane.execute(() -> there.forEach(rooms::accept)));
            }

            @Override
            public void trimmed(String room, Position floor) {
                rooms.lane(room).execute(() -> rooms.trimmed(room, floor));
            }
        });
    }

    /** A connection has come. A session of a server that is full (for its address, too) or stops is closed from the beginning. */
    public Session connect(Wire wire) {
        Session session = new Session(owner, wire, limits, memory, workers, nanos);
        if (!sessions.add(session)) {
            session.close(Close.FULL);
        } else if (closed) {
            session.close(goodbye);
        }
        return session;
    }

    /** Whether a connection that comes now would get a session: not while the server is full or once it stops. */
    public boolean takesMore() {
        return !closed && sessions.haveRoom();
    }

    /** The server's budget, for hosts to count what they hold. */
    public Memory memory() {
        return memory;
    }

    /** As {@link Guests#member}. */
    public Member guest(String name, String key) {
        return guests.member(name, key);
    }

    /** How much each address may ask for, for all doors to go by. */
    public AddressLimits addressLimits() {
        return addressLimits;
    }

    /** A page of a room's history, for somebody without a session. */
    public CompletionStage<Event.History> history(Command.History asked) {
        try {
            access.require(null, log.key(asked.room()), Access.Right.READ);
        } catch (Refusal e) {
            return CompletableFuture.failedFuture(e);
        }
        return history.page(asked);
    }

    /** As {@link Searches#find}. */
    public CompletionStage<Event.Found> search(Command.Search asked, String address) {
        return searches.find(asked, null, address);
    }

    /** Puts something into a room's log for somebody without a session. */
    public CompletionStage<Event.Ack> write(Member author, Write write) {
        try {
            rateLimits.spend(author.id(), 1, nanos.getAsLong());
            access.require(author, log.key(write.room()), Access.Right.WRITE);
        } catch (Refusal e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.supplyAsync(() -> rooms.draft(author, write), rooms.lane(write.room())).thenCompose(log::append).thenApply(entry -> Event.Ack.stored(write.ref(), entry));
    }

    /** The rooms that everybody may enter. */
    public CompletionStage<Event.RoomList> rooms(Command.ListRooms asked) {
        return directory.list(null, asked.find()).thenApply(found -> new Event.RoomList(asked.ref(), found));
    }

    /** Ends every session with 1001 and waits a few seconds at most for the goodbyes to go out. */
    @Override
    public void close() {
        closed = true;
        sessions.close(goodbye);
        hangUps.shutdown();
        try {
            hangUps.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUps.shutdownNow();
    }

    /** The chat as its sessions see it. */
    private final class Owner implements Session.Owner {
        @Override
        public void spend(Session session, RateLimit own) {
            own.spend(nanos.getAsLong());
            if (session.isLasting()) {
                memberLimits.spend(session.member().id(), 1, nanos.getAsLong());
            }
        }

        @Override
        public void carryOut(Session session, Command command) {
            commands.carryOut(session, command);
        }

        @Override
        public void ended(Session session, List<Place> places, Close reason) {
            sessions.remove(session);
            places.forEach(Place::leave);
            if (reason != Close.GONE) {
                hangUp(session.wire(), reason);
            }
        }

        /** Off the caller's thread, since a host may wait for the network here. */
        private void hangUp(Wire wire, Close reason) {
            hangUps.execute(() -> wire.close(reason));
            sessions.later(WebSockets.GOODBYE, () -> hangUps.execute(wire::cut));
        }
    }
}
