package chat.parley.room;

import chat.parley.delivery.Close;
import chat.parley.delivery.Cursor;
import chat.parley.delivery.Dispatcher;
import chat.parley.delivery.Replies;
import chat.parley.delivery.Wire;
import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.identity.Client;
import chat.parley.identity.Identity;
import chat.parley.identity.RateLimit;
import chat.parley.identity.Secrets;
import chat.parley.io.Memory;
import chat.parley.lane.Lane;
import chat.parley.lane.Workers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One live connection: its member, its rooms and its outgoing {@link Dispatcher}. Thread-safe. */
public final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    /** What a session needs from the chat. */
    interface Owner {
        /** Counts a command. @throws chat.parley.event.Refusal if the session or its member exceeds the rate limit */
        void spend(Session session, RateLimit own);

        /** @throws chat.parley.event.Refusal if the command fails at once */
        void carryOut(Session session, Command command);

        /** Called once, after the session closed. @param joinedRooms the rooms it was in */
        void ended(Session session, List<JoinedRoom> joinedRooms, Close reason);

        /** Whether anything may be sent now. */
        boolean maySend();

        /** Counts what happens in the chat. */
        ChatMeter meter();

        /** What the session may be sent. */
        ReadingGate gateOf(Session session);
    }

    private final String id = Secrets.unguessable();
    private final Owner owner;
    private final Wire wire;
    private final RateLimit rateLimit;
    private final LongSupplier nanos;
    private final ReadingGate gate;
    private final long openedMoment;
    private final Deadlines deadlines;
    private final RevocationWatch revocation = new RevocationWatch(() -> close(Close.SIGNED_OUT));
    private final Dispatcher<JoinedRoom> dispatcher;
    private final AtomicReference<Close> closed = new AtomicReference<>();
    /** The keyed hash of the client's address; null if unknown. */
    private final String address;

    private volatile Identity identity;
    /** Null before {@code hello}. */
    private volatile Client client;

    private boolean persistentMember;

    private final UnderWay underWay = new UnderWay();
    /** Whether the client is about to be sent elsewhere, so that new commands must wait for its next connection. */
    private volatile boolean leaving;

    Session(Owner owner, Wire wire, String address, Limits limits, Memory memory, Workers workers, LongSupplier nanos) {
        this.owner = owner;
        this.wire = wire;
        this.address = address;
        this.nanos = nanos;
        this.deadlines = new Deadlines(nanos.getAsLong());
        this.rateLimit = new RateLimit(limits.rate(), limits.burst(), deadlines.openedAt());
        this.gate = owner.gateOf(this);
        this.openedMoment = gate.moment();
        this.dispatcher = new Dispatcher<>(
                wire,
                limits.sizes(),
                memory,
                workers,
                nanos,
                this::close,
                owner::maySend,
                owner.meter().deliveries(),
                gate);
    }

    public String id() {
        return id;
    }

    /** The member; null before {@code hello}. */
    Member member() {
        Identity known = identity;
        return known == null ? null : known.member();
    }

    /** Who asks for something in this session; null before {@code hello}. */
    Client client() {
        return client;
    }

    private void set(Identity known) {
        identity = known;
        client = Client.of(known, address);
    }

    /** Null before {@code hello}. */
    Identity identity() {
        return identity;
    }

    /** Elapsed time at which it was opened, in nanoseconds. */
    long openedAt() {
        return deadlines.openedAt();
    }

    /** Sets the member, or renews its token. */
    void identify(Identity proven) {
        persistentMember = proven.lasting() && !wire.hasTransientMember();
        deadlines.expireAfter(proven.validFor(), nanos.getAsLong());
        set(proven);
        revocation.moveTo(proven.revocation());
    }

    /** Renames the member. */
    void rename(Member renamed) {
        set(identity.renamed(renamed));
    }

    /** Gives the member the name of another of its identities. */
    void nameLike(Identity other) {
        set(identity.namedLike(other));
    }

    /** See {@link Identity#isSignedIn}. */
    boolean isSignedIn() {
        Identity known = identity;
        return known != null && known.isSignedIn();
    }

    /** The rooms of this session. */
    List<JoinedRoom> joinedRooms() {
        return dispatcher.cursors().sources();
    }

    Wire wire() {
        return wire;
    }

    /** Whether the member's room membership is stored. */
    boolean hasPersistentMember() {
        return persistentMember;
    }

    /** False once closed; a session of a full or stopping server is never open. */
    public boolean isOpen() {
        return closed.get() == null;
    }

    /** Executes a command and sends the reply. Does not throw. Call from one thread at a time. */
    public void handle(Command command) {
        heard();
        underWay.begin();
        try {
            if (!leaving) { // else the client repeats the command on its next connection
                attempt(command, () -> {
                    owner.spend(this, rateLimit);
                    owner.carryOut(this, command);
                });
            }
        } finally {
            underWay.end();
        }
    }

    /** The commands that have not been answered. */
    UnderWay underWay() {
        return underWay;
    }

    /** Takes no more commands from now on. */
    void leave() {
        leaving = true;
    }

    /** Whether all commands have been answered and all answers have been sent. */
    boolean isAnswered() {
        return underWay.isNone() && dispatcher.isIdle();
    }

    /** Like {@link #handle}, for a hello and its joins; the rate limit counts them as one command. */
    public void resume(Command.Hello hello, List<Command.Join> joins) {
        handle(hello);
        joins.forEach(join -> attempt(join, () -> owner.carryOut(this, join)));
    }

    /** A closed session sends no replies; its close code tells the client whether to reconnect. */
    private void attempt(Command command, Runnable work) {
        if (isOpen()) {
            owner.meter().received(command);
            try {
                work.run();
            } catch (RuntimeException e) {
                refuse(command, e);
            }
        }
    }

    /** Records a sign of life from the client. */
    public void heard() {
        deadlines.heard(nanos.getAsLong());
    }

    Replies replies() {
        return dispatcher.replies();
    }

    /** Sends the reply, unless nobody waits for it. */
    void reply(Event.Reply reply) {
        reply(reply, moment());
    }

    /** See {@link ReadingGate#moment}. */
    long moment() {
        return gate.moment();
    }

    /** As {@link #reply(Event.Reply)}. @param asked when it was asked for, see {@link ReadingGate} */
    void reply(Event.Reply reply, long asked) {
        if (Replies.isWanted(reply)) {
            dispatcher.reply(reply, asked);
        } else {
            dispatcher.replies().release(reply);
        }
    }

    /** Replies to a failed command: with the refusal itself, or with {@code server} for any other failure. */
    void refuse(Command command, Throwable failure) {
        Refusal refusal = Refusal.of(failure, "Server error; retry with the same ref");
        if (refusal.code() == ErrorCode.SERVER) {
            LOG.log(Level.ERROR, "Command failed", failure);
        }
        owner.meter().refused(command, refusal);
        reply(refusal.asReplyTo(command.ref()));
    }

    /**
     * Replies to the command with what becomes of the result, or with its refusal. On a lane, because a slow socket must
     * not block the log's threads.
     */
    <T> void answer(CompletionStage<T> result, Function<T, ? extends Event.Reply> reply, Command command, Lane lane) {
        answer(result, reply, command, lane, moment());
    }

    /** As above. @param asked when it was asked for, see {@link ReadingGate} */
    <T> void answer(
            CompletionStage<T> result,
            Function<T, ? extends Event.Reply> reply,
            Command command,
            Lane lane,
            long asked) {
        underWay.begin();
        result.thenAcceptAsync(value -> reply(reply.apply(value), asked), lane)
                .exceptionallyAsync(
                        failure -> {
                            refuse(command, failure);
                            return null;
                        },
                        lane)
                .whenComplete((done, failure) -> underWay.end());
    }

    /** Replies to the query. Bounds the pages in memory: a client could request many and read none. */
    <R extends Event.Reply> void answer(Query<?> query, Supplier<CompletionStage<R>> asking, Lane lane) {
        if (query.paged()) {
            replies().reservePage();
        }
        long asked = moment(); // before anything is read
        CompletionStage<R> found = asking.get().whenComplete((reply, failure) -> {
            if (failure != null && query.paged()) {
                replies().releasePage();
            }
        });
        answer(found, reply -> reply, query, lane, asked);
    }

    /** Adds a cursor, replacing {@code before} (or null) in the same room. False if the session is closed. */
    synchronized boolean enter(Cursor<JoinedRoom> cursor, Cursor<JoinedRoom> before) {
        if (!isOpen()) {
            return false;
        }
        dispatcher.cursors().add(cursor, before);
        return true;
    }

    synchronized void exit(Cursor<JoinedRoom> cursor) {
        dispatcher.cursors().remove(cursor);
    }

    /**
     * Whether the member may still receive an event that its wire has held back. Reading rights may have ended since it
     * was sent.
     */
    public boolean mayReceive(Event event) {
        return gate.admits(event, openedMoment);
    }

    /** See {@link Dispatcher#settled}. */
    CompletionStage<Void> settled() {
        return dispatcher.settled();
    }

    /** Sends what is pending, if anything. Cheap; safe from any thread. */
    void wake() {
        dispatcher.wake();
    }

    /** Checks the deadlines. Called periodically by the registry, from one thread. */
    void check(Limits limits, long now) {
        if (wire.hasOwnHeartbeat()) {
            deadlines.heard(now);
        }
        if (deadlines.haveExpired(now)) {
            close(Close.TOKEN_EXPIRED);
        } else if (dispatcher.isSending()) {
            if (dispatcher.isStuck(limits.sendTimeout())) {
                close(Close.SLOW_READER);
            }
        } else if (deadlines.isSilent(limits.pingInterval(), now)) {
            close(Close.SILENT);
        } else if (identity == null && deadlines.isOpenLongerThan(limits.helloTimeout(), now)) {
            close(Close.NO_HELLO);
        } else if (deadlines.takePing(limits.pingInterval(), now)) {
            dispatcher.ping();
        }
    }

    /** How many entries each of its cursors is behind, for monitoring. */
    void lags(LongConsumer each) {
        dispatcher.cursors().lags(each);
    }

    /** Whether a send has taken longer than this. */
    boolean isSlow(Duration send) {
        return dispatcher.isStuck(send);
    }

    ChatMeter meter() {
        return owner.meter();
    }

    /** Closes the session. Only the first call has an effect. */
    public void close(Close reason) {
        List<JoinedRoom> left;
        synchronized (this) {
            if (!closed.compareAndSet(null, reason)) {
                return;
            }
            left = joinedRooms();
        }
        revocation.end();
        dispatcher.close();
        owner.ended(this, left, reason);
    }
}
