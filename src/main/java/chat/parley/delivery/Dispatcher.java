package chat.parley.delivery;

import chat.parley.event.Event;
import chat.parley.host.Memory;
import chat.parley.lane.Workers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sends one session what it lacks: replies, and what lies between its cursors and the heads of their sources. Safe for many
 * threads. What goes out is decided in {@link #drain}, by one thread at a time and with at most one send under way.
 *
 * @param <S> what the cursors read
 */
public final class Dispatcher<S extends Source> {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    /** A send that took longer than this is followed by a small one. */
    private static final long SLOW_SEND_NANOS = 5_000_000_000L;

    private final Wire wire;
    private final DeliverySizes sizes;
    private final Workers workers;
    private final LongSupplier nanos;
    private final Consumer<Close> fail;
    private final Replies replies;
    private final Cursors<S> cursors = new Cursors<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean closed;
    private volatile long sendingSince;
    private volatile boolean sending;
    private volatile boolean pingDue;
    /** What one send may hold: little for a client on a thin line, so that every send ends in time. */
    private volatile int mostChars;
    private final Consumer<Throwable> whenSent = this::sent;

    /**
     * @param workers drain where the wire may hang
     * @param nanos elapsed time, as {@link System#nanoTime}
     * @param fail ends the session
     */
    public Dispatcher(Wire wire, DeliverySizes sizes, Memory memory, Workers workers, LongSupplier nanos, Consumer<Close> fail) {
        this.wire = wire;
        this.sizes = sizes;
        this.workers = workers;
        this.nanos = nanos;
        this.fail = fail;
        this.replies = new Replies(sizes, memory);
        this.mostChars = sizes.batchChars();
    }

    public Replies replies() {
        return replies;
    }

    public Cursors<S> cursors() {
        return cursors;
    }

    /** Puts a reply in the way out; a client that lets too many pile up is a slow reader. */
    public void reply(Event.Reply reply) {
        if (closed) {
            replies.done(reply);
        } else if (replies.offer(reply)) {
            wake();
        } else {
            fail.accept(Close.SLOW_READER);
        }
        if (closed) {
            replies.clear(); // it may have come beside the end
        }
    }

    /** Asks the client for a sign of life when no send is under way. */
    public void ping() {
        pingDue = true;
        wake();
    }

    public boolean isSending() {
        return sending;
    }

    /** Whether a send has been under way for longer than this. */
    public boolean isStuck(Duration limit) {
        return sending && nanos.getAsLong() - sendingSince > limit.toNanos();
    }

    /** There may be something to send. Cheap, from any thread; whoever finds nobody draining does it. */
    public void wake() {
        if (wakes.getAndIncrement() == 0) {
            if (wire.mayHang()) {
                workers.execute(this::drainAll);
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
            while (!sending && !closed && sendNext()) {
                // sent at once: there may be more
            }
        } catch (Throwable e) { // even where memory has run out: its own end, and nobody else's
            LOG.log(Level.ERROR, "A session cannot send", e);
            fail.accept(Close.BROKEN);
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
        sendingSince = nanos.getAsLong();
        sending = true;
        wire.send(batch, whenSent);
        return true;
    }

    private void sent(Throwable failure) {
        if (failure != null) {
            LOG.log(Level.DEBUG, "A send failed", failure);
            fail.accept(Close.BROKEN);
        } else {
            mostChars = nanos.getAsLong() - sendingSince > SLOW_SEND_NANOS ? sizes.slowBatchChars() : sizes.batchChars();
            sending = false;
            wake();
        }
    }

    /** Nothing more goes out. */
    public void close() {
        closed = true;
        replies.clear();
    }
}
