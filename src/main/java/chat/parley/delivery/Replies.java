package chat.parley.delivery;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.io.Memory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * The pending replies of one session, bounded in number and in characters. Many threads may offer; one at a time may
 * take. The queue exists only while replies are pending: it would be a tenth of an idle session's memory.
 */
public final class Replies {
    /** Maximum number of pending replies. */
    public static final int MAX = 512;
    /** Approximate maximum of pending characters. */
    private static final int MAX_CHARS = 4 << 20;
    /** The maximum of pending characters while memory is short. */
    private static final int MAX_CHARS_SHORT = 256 * 1024;
    /** Maximum number of requested or pending pages of history or search hits. */
    private static final int MAX_PAGES = 4;

    private static final Duration PAGE_PAUSE = Duration.ofMillis(200);

    /** @param asked when it was asked for, see {@link Gate} */
    private record Pending(Event.Reply reply, long asked) {}

    private final DeliverySizes sizes;
    private final Memory memory;
    private final Gate gate;
    /** Null while no reply is pending. */
    private volatile Queue<Pending> queue;

    private int chars;
    private int pages;

    /** Whether a client waits for it. Successes without a ref are dropped, except the results of hello, rename and join, and news of rooms. */
    public static boolean isWanted(Event.Reply reply) {
        return reply.ref() != null
                || reply instanceof Event.Failure
                || reply instanceof Event.Welcome
                || reply instanceof Event.Renamed
                || reply instanceof Event.Joined
                || reply instanceof Event.RoomAdded
                || reply instanceof Event.RoomRemoved;
    }

    Replies(DeliverySizes sizes, Memory memory, Gate gate) {
        this.sizes = sizes;
        this.memory = memory;
        this.gate = gate;
    }

    /**
     * Reserves a page. Released when it is sent, or by {@link #releasePage}.
     *
     * @throws Refusal if too many are pending
     */
    public synchronized void reservePage() {
        if (pages == MAX_PAGES) {
            throw new Refusal(ErrorCode.BUSY, "Too many pending pages; read them before requesting more", PAGE_PAUSE);
        }
        pages++;
    }

    /** Releases the reply's page, if it is one, because the reply was sent or dropped. */
    public void release(Event.Reply reply) {
        if (reply.paged()) {
            releasePage();
        }
    }

    /** Releases a reserved page for which no reply follows. */
    public synchronized void releasePage() {
        pages--;
    }

    /** Queues the reply; false if too much is pending. @param asked when it was asked for, see {@link Gate} */
    synchronized boolean offer(Event.Reply reply, long asked) {
        int weight = Frame.weight(reply);
        memory.add(weight);
        int max = memory.isShort() ? MAX_CHARS_SHORT : MAX_CHARS;
        if (chars + weight > max || queue != null && queue.size() == MAX) {
            memory.add(-weight);
            return false;
        }
        if (queue == null) {
            queue = new ArrayDeque<>(1);
        }
        queue.add(new Pending(reply, asked));
        chars += weight;
        return true;
    }

    boolean isEmpty() {
        return queue == null;
    }

    /** Takes the replies for one send; null if none is pending. */
    Batch take() {
        return queue == null ? null : takeSome(reply -> true);
    }

    /** Takes those replies at the front that tell nothing of what others have written; null if there are none. */
    Batch takeHarmless() {
        return queue == null ? null : takeSome(Replies::isHarmless);
    }

    private static boolean isHarmless(Event.Reply reply) {
        return reply instanceof Event.Failure
                || reply instanceof Event.Ack
                || reply instanceof Event.Pong
                || reply instanceof Event.Welcome
                || reply instanceof Event.Renamed;
    }

    private synchronized Batch takeSome(Predicate<Event.Reply> wanted) {
        if (queue == null || !wanted.test(queue.peek().reply())) {
            return null; // or closed concurrently
        }
        List<Event.Reply> next = new ArrayList<>();
        int taken = 0;
        while (!queue.isEmpty()
                && wanted.test(queue.peek().reply())
                && next.size() < sizes.batch()
                && taken < sizes.batchChars()) {
            Pending pending = queue.remove();
            Event.Reply reply = pending.reply();
            // the right, or the room, may have ended while the reply waited
            next.add(reply.readable(room -> gate.admits(room, pending.asked())));
            taken += Frame.weight(reply);
            release(reply);
        }
        subtract(taken);
        return Batch.of(next);
    }

    /** Drops all pending replies. */
    synchronized void clear() {
        if (queue != null) {
            queue.clear();
            subtract(chars);
        }
    }

    private void subtract(int weight) {
        chars -= weight;
        memory.add(-weight);
        if (queue.isEmpty()) {
            queue = null;
        }
    }
}
