package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import chat.parley.host.Memory;
import chat.parley.identity.RateLimit;
import chat.parley.identity.Secrets;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One live connection: who speaks there, where it stands in its rooms, and its way to its socket. Safe for many threads.
 * What goes out is decided in {@link #drain}, by one thread at a time and with at most one send under way. All that waits
 * is bounded; a client that lets replies pile up is a slow reader.
 */
public final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    private final String id = Secrets.unguessable();
    private final Chat chat;
    private final Wire wire;
    private final RateLimit rateLimit;
    private final long openedAt;
    private final RoomSizes sizes;
    private final Replies replies;
    private final Cursors cursors = new Cursors();
    private final AtomicReference<Close> closed = new AtomicReference<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile Member member;
    private boolean lasting;
    private volatile long heardAt;
    private volatile long sendingSince;
    private volatile boolean sending;
    private volatile boolean pingDue;
    /** What one send may hold: little for a client on a thin line, so that every send ends in time. */
    private volatile int mostChars;
    private final Consumer<Throwable> whenSent = this::sent;
    private long pingedAt;

    Session(Chat chat, Wire wire, Limits limits, Memory memory, long now) {
        this.sizes = limits.sizes();
        this.replies = new Replies(sizes, memory);
        this.chat = chat;
        this.wire = wire;
        this.rateLimit = new RateLimit(limits.rate(), limits.burst(), now);
        this.openedAt = now;
        this.heardAt = now;
        this.mostChars = sizes.batchChars();
    }

    public String id() {
        return id;
    }

    /** Who speaks here; null before the hello. */
    Member member() {
        return member;
    }

    /** @param known whether this is somebody who can come back. Returns where it stands in its rooms */
    Cursor[] name(Member said, boolean known) {
        lasting = known && !wire.isPassing();
        member = said;
        return cursors.all();
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
            chat.spend(this, rateLimit);
            chat.carryOut(this, command);
        });
    }

    /** Carries these out as one command, in the same way. */
    public void resume(Command.Hello hello, List<Command.Join> joins) {
        handle(hello);
        joins.forEach(join -> attempt(join, () -> chat.carryOut(this, join)));
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
        heardAt = chat.nanos();
    }

    Replies replies() {
        return replies;
    }

    /** Puts a reply in the way out. Without a ref nobody waits for a success, except for what a hello or a join brings. */
    void reply(Event.Reply reply) {
        boolean wanted = reply.ref() != null || reply instanceof Event.Failure || reply instanceof Event.Welcome || reply instanceof Event.Renamed
                || reply instanceof Event.Joined;
        if (!wanted || !isOpen()) {
            replies.done(reply);
        } else if (replies.offer(reply)) {
            wake();
        } else {
            close(Close.SLOW_READER);
        }
        if (!isOpen()) {
            replies.clear(); // it may have come beside the end
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

    /** Adds a room. False when the session is closed already. */
    synchronized boolean enter(Cursor cursor) {
        if (!isOpen()) {
            return false;
        }
        cursors.add(cursor);
        return true;
    }

    synchronized void exit(Cursor cursor) {
        cursors.remove(cursor);
    }

    /** There may be something to send. Cheap, from any thread; whoever finds nobody draining does it. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            if (wire.mayHang()) {
                chat.workers().execute(this::drainAll);
            } else {
                drainAll();
            }
        }
    }

    private void drainAll() {
        for (int seen = 1; seen != 0; seen = wakes.addAndGet(-seen)) {
            drain();
        }
    }

    /** A loop, not a recursion: on a fast socket the host reports a send as done before it returns. */
    private void drain() {
        try {
            while (!sending && isOpen() && sendNext()) {
                // sent at once: there may be more
            }
        } catch (Throwable e) { // even where memory has run out: its own end, and nobody else's
            LOG.log(Level.ERROR, "A session cannot send", e);
            close(Close.BROKEN);
        }
    }

    private boolean sendNext() {
        if (pingDue) {
            pingDue = false;
            wire.ping();
        }
        Batch batch = cursors.next(replies, mostChars);
        if (batch == null) {
            return false;
        }
        sendingSince = chat.nanos();
        sending = true;
        wire.send(batch, whenSent);
        return true;
    }

    private void sent(Throwable failure) {
        if (failure != null) {
            LOG.log(Level.DEBUG, "A send failed", failure);
            close(Close.BROKEN);
        } else {
            mostChars = chat.nanos() - sendingSince > Limits.SLOW_SEND_NANOS ? sizes.slowBatchChars() : sizes.batchChars();
            sending = false;
            wake();
        }
    }

    /** Looks at the session's deadlines; the registry calls this often, from one thread. */
    void check(Limits limits, long now) {
        long silence = wire.isWatched() ? 0 : now - heardAt;
        long ping = limits.pingInterval().toNanos();
        if (sending) {
            if (now - sendingSince > limits.sendTimeout().toNanos()) {
                close(Close.SLOW_READER);
            }
        } else if (silence > 2 * ping - ping / Sessions.CHECKS_PER_PING) {
            close(Close.SILENT);
        } else if (member == null && now - openedAt > limits.helloTimeout().toNanos()) {
            close(Close.NO_HELLO);
        } else if (silence > ping && now - pingedAt > ping) {
            pingedAt = now;
            pingDue = true;
            wake();
        }
    }

    /** Ends the session. The first reason counts; the rooms learn of it once, whoever calls, and how often. */
    public void close(Close reason) {
        Cursor[] left;
        synchronized (this) {
            if (!closed.compareAndSet(null, reason)) {
                return;
            }
            left = cursors.all();
        }
        replies.clear();
        chat.forget(this, left);
        if (reason != Close.GONE) {
            chat.hangUp(wire, reason);
        }
    }
}
