package chat.parley.delivery;

import chat.parley.event.Event;
import chat.parley.io.Memory;
import chat.parley.lane.Workers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sends one session its replies and whatever lies between its cursors and the heads of their sources. Thread-safe:
 * {@link #drain} runs on one thread at a time, with at most one send in progress.
 *
 * @param <S> the source type
 */
public final class Dispatcher<S extends Source> {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    /** After a send that took longer than this, the next one is small. */
    private static final long SLOW_SEND_NANOS = 5_000_000_000L;
    /** One in so many deliveries of a session is timed: the first, the 65th, … */
    private static final int SAMPLE = 64;

    private final Wire wire;
    private final DeliverySizes sizes;
    private final Workers workers;
    private final LongSupplier nanos;
    private final Consumer<Close> fail;
    private final BooleanSupplier maySend;
    private final DeliveryMeter meter;
    private final DoorKind door;
    private final Gate gate;
    private final Replies replies;
    private final Cursors<S> cursors = new Cursors<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean closed;
    private volatile long sendingSince;
    private volatile boolean sending;
    /** Whether a batch is being taken, for {@link #settled}. */
    private volatile boolean taking;
    /** Completes after the present send; null if nobody waits. */
    private volatile CompletableFuture<Void> settling;

    private volatile boolean pingDue;
    /** Maximum characters per send; small for slow connections, so that each send completes within the timeout. */
    private volatile int maxChars;

    /** Confined to the drain. */
    private int deliveries;
    /** See {@link Batch#since}; 0 if the current send is not in the sample. Written before a send, read after it. */
    private long sampledSince;

    private final Consumer<Throwable> whenSent = this::sent;

    /**
     * @param workers run the drain if the wire may block
     * @param nanos elapsed time in nanoseconds, like {@link System#nanoTime}
     * @param fail closes the session
     * @param maySend whether anything of a room may be sent now; if not, that waits until the next {@link #wake}
     * @param meter counts what is sent
     * @param gate what the session's member may read
     */
    public Dispatcher(
            Wire wire,
            DeliverySizes sizes,
            Memory memory,
            Workers workers,
            LongSupplier nanos,
            Consumer<Close> fail,
            BooleanSupplier maySend,
            DeliveryMeter meter,
            Gate gate) {
        this.wire = wire;
        this.sizes = sizes;
        this.workers = workers;
        this.nanos = nanos;
        this.fail = fail;
        this.maySend = maySend;
        this.meter = meter;
        this.door = wire.door();
        this.gate = gate;
        this.replies = new Replies(sizes, memory, gate);
        this.maxChars = sizes.batchChars();
    }

    public Replies replies() {
        return replies;
    }

    public Cursors<S> cursors() {
        return cursors;
    }

    /** Queues a reply. Closes the session as a slow reader if too many are pending. */
    public void reply(Event.Reply reply) {
        reply(reply, gate.moment());
    }

    /** As {@link #reply(Event.Reply)}. @param asked when it was asked for, see {@link Gate} */
    public void reply(Event.Reply reply, long asked) {
        if (closed) {
            replies.release(reply);
        } else if (replies.offer(reply, asked)) {
            wake();
        } else {
            fail.accept(Close.SLOW_READER);
        }
        if (closed) {
            replies.clear(); // closed concurrently
        }
    }

    /** Sends a ping as soon as no send is in progress. */
    public void ping() {
        pingDue = true;
        wake();
    }

    public boolean isSending() {
        return sending;
    }

    /**
     * Whether no reply waits and no send is in progress. Looks in the opposite order of {@link #sendNext}, which sets a
     * flag before it takes anything.
     */
    public boolean isIdle() {
        return replies.isEmpty() && !taking && !sending;
    }

    /** Whether the current send has taken longer than the limit. */
    public boolean isStuck(Duration limit) {
        return sending && nanos.getAsLong() - sendingSince > limit.toNanos();
    }

    /** Drains, unless another thread is draining; that thread then drains again. Cheap; safe from any thread. */
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

    /** Loops instead of recursing: a fast host completes a send before {@link Wire#send} returns. */
    private void drain() {
        try {
            while (!sending && !closed && sendNext()) {
                // completed immediately; try the next batch
            }
        } catch (Throwable e) { // including OutOfMemoryError: close only this session
            LOG.log(Level.ERROR, "Send failed; closing the session", e);
            fail.accept(Close.BROKEN);
        }
    }

    private boolean sendNext() {
        if (pingDue) {
            pingDue = false;
            wire.ping();
        }
        Batch batch = null;
        taking = true;
        try {
            batch = maySend.getAsBoolean() ? cursors.next(replies, maxChars) : replies.takeHarmless();
            if (batch != null) {
                sampledSince = cursors.isLive() && deliveries++ % SAMPLE == 0 ? batch.since() : 0;
                sendingSince = nanos.getAsLong();
                sending = true;
            }
        } finally {
            taking = false; // after "sending" is set: see settled
            if (batch == null) {
                settle();
            }
        }
        if (batch == null) {
            return false;
        }
        meter.sent(door, batch.entries());
        wire.send(batch, whenSent);
        return true;
    }

    /**
     * Completes when everything that was taken before this call has been sent, or the session has closed. After a source
     * was closed, nothing from it follows then: whoever takes a batch sets a flag first and asks the source second, and
     * this looks in the opposite order.
     */
    public CompletionStage<Void> settled() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            waiting = settling == null ? new CompletableFuture<>() : settling;
            settling = waiting;
        }
        settle();
        return waiting;
    }

    /**
     * Completes the futures of {@link #settled} if nothing is under way. Looks at that under the lock under which they
     * register: the next send may begin at any time, and those who registered since must wait for it.
     */
    private void settle() {
        if (settling == null) {
            return;
        }
        CompletableFuture<Void> waiting = null;
        synchronized (this) {
            if (!taking && !sending || closed) {
                waiting = settling;
                settling = null;
            }
        }
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    private void sent(Throwable failure) {
        if (failure != null) {
            LOG.log(Level.DEBUG, "Send failed; closing the session", failure);
            fail.accept(Close.BROKEN);
        } else {
            maxChars = nanos.getAsLong() - sendingSince > SLOW_SEND_NANOS ? sizes.slowBatchChars() : sizes.batchChars();
            if (sampledSince != 0) {
                meter.delivered(System.nanoTime() - sampledSince);
            }
            sending = false;
            settle();
            wake();
        }
    }

    /** Stops sending and drops pending replies. */
    public void close() {
        closed = true;
        replies.clear();
        settle();
    }
}
