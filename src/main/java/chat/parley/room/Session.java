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
import chat.parley.event.Refusal;
import chat.parley.host.Memory;
import chat.parley.identity.RateLimit;
import chat.parley.identity.Secrets;
import chat.parley.lane.Workers;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** One live connection: who speaks there, its places in rooms, and its way out ({@link Dispatcher}). Safe for many threads. */
public final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    /** How often the deadlines are looked at in one ping interval. */
    static final int CHECKS_PER_PING = 10;

    /** What a session needs of the chat that has made it. */
    interface Owner {
        /** Counts a command. @throws chat.parley.event.Refusal where the session, or all of its member's together, have sent too many */
        void spend(Session session, RateLimit own);

        /** @throws chat.parley.event.Refusal where it cannot be carried out, as far as that is known at once */
        void carryOut(Session session, Command command);

        /** @param places where it was */
        void ended(Session session, List<Place> places, Close reason);
    }

    private final String id = Secrets.unguessable();
    private final Owner owner;
    private final Wire wire;
    private final RateLimit rateLimit;
    private final LongSupplier nanos;
    private final long openedAt;
    private final Dispatcher<Place> dispatcher;
    private final AtomicReference<Close> closed = new AtomicReference<>();
    private volatile Member member;
    private boolean lasting;
    private volatile long heardAt;
    private long pingedAt;

    Session(Owner owner, Wire wire, Limits limits, Memory memory, Workers workers, LongSupplier nanos) {
        this.owner = owner;
        this.wire = wire;
        this.nanos = nanos;
        this.openedAt = nanos.getAsLong();
        this.heardAt = openedAt;
        this.rateLimit = new RateLimit(limits.rate(), limits.burst(), openedAt);
        this.dispatcher = new Dispatcher<>(wire, limits.sizes(), memory, workers, nanos, this::close);
    }

    public String id() {
        return id;
    }

    /** Who speaks here; null before the hello. */
    Member member() {
        return member;
    }

    /** @param known whether this is somebody who can come back */
    void name(Member said, boolean known) {
        lasting = known && !wire.isPassing();
        member = said;
    }

    /** Its rooms. */
    List<Place> places() {
        return dispatcher.cursors().sources();
    }

    Wire wire() {
        return wire;
    }

    /** Whether the member's place in rooms is kept. */
    boolean isLasting() {
        return lasting;
    }

    /** Whether it has not ended yet; of a server that is full or stops, it has from the beginning. */
    public boolean isOpen() {
        return closed.get() == null;
    }

    /** Carries out what the client asks; answers by itself, and does not throw. Called by one thread at a time. */
    public void handle(Command command) {
        heard();
        attempt(command, () -> {
            owner.spend(this, rateLimit);
            owner.carryOut(this, command);
        });
    }

    /** Carries these out as one command, in the same way. */
    public void resume(Command.Hello hello, List<Command.Join> joins) {
        handle(hello);
        joins.forEach(join -> attempt(join, () -> owner.carryOut(this, join)));
    }

    /** A closed session answers nothing: its close tells the client whether to come back. */
    private void attempt(Command command, Runnable work) {
        if (isOpen()) {
            try {
                work.run();
            } catch (RuntimeException e) {
                refuse(command.ref(), e);
            }
        }
    }

    /** The client gave a sign of life. */
    public void heard() {
        heardAt = nanos.getAsLong();
    }

    Replies replies() {
        return dispatcher.replies();
    }

    /** Without a ref nobody waits for a success, except for what a hello or a join brings. */
    void reply(Event.Reply reply) {
        if (reply.ref() != null || reply instanceof Event.Failure || reply instanceof Event.Welcome || reply instanceof Event.Renamed
                || reply instanceof Event.Joined) {
            dispatcher.reply(reply);
        } else {
            dispatcher.replies().done(reply);
        }
    }

    /** Answers a command that failed: a refusal is told as it is, anything else is the server's own fault. */
    void refuse(String ref, Throwable failure) {
        Refusal refusal = Refusal.of(failure, "The server failed; repeat the command with the same ref");
        if (refusal.code() == ErrorCode.SERVER) {
            LOG.log(Level.ERROR, "A command failed", failure);
        }
        reply(refusal.asReplyTo(ref));
    }

    /** Adds a place, instead of an earlier one in the same room (or null). False when the session is closed already. */
    synchronized boolean enter(Cursor<Place> cursor, Cursor<Place> before) {
        if (!isOpen()) {
            return false;
        }
        dispatcher.cursors().add(cursor, before);
        return true;
    }

    synchronized void exit(Cursor<Place> cursor) {
        dispatcher.cursors().remove(cursor);
    }

    /** There may be something to send. Cheap, from any thread. */
    void wake() {
        dispatcher.wake();
    }

    /** Looks at the session's deadlines; the registry calls this often, from one thread. */
    void check(Limits limits, long now) {
        long silence = wire.isWatched() ? 0 : now - heardAt;
        long ping = limits.pingInterval().toNanos();
        if (dispatcher.isSending()) {
            if (dispatcher.isStuck(limits.sendTimeout())) {
                close(Close.SLOW_READER);
            }
        } else if (silence > 2 * ping - ping / CHECKS_PER_PING) {
            close(Close.SILENT);
        } else if (member == null && now - openedAt > limits.helloTimeout().toNanos()) {
            close(Close.NO_HELLO);
        } else if (silence > ping && now - pingedAt > ping) {
            pingedAt = now;
            dispatcher.ping();
        }
    }

    /** Ends the session. The first reason counts; the rooms learn of it once, whoever calls, and how often. */
    public void close(Close reason) {
        List<Place> left;
        synchronized (this) {
            if (!closed.compareAndSet(null, reason)) {
                return;
            }
            left = places();
        }
        dispatcher.close();
        owner.ended(this, left, reason);
    }
}
