package chat.parley.delivery;

import chat.parley.event.Event;
import chat.parley.host.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What one session is to be answered: bounded in replies and in characters. Many threads may offer, one at a time may take. Holds no queue while nothing waits: that is so for nearly all sessions nearly
 * all the time, and a queue would be a tenth of what an idle session costs.
 */
public final class Replies {
    /** Most replies that may wait for a session that does not read. */
    public static final int MOST = 512;
    /** Characters that they may have in all, about; a page of history has many. */
    private static final int MOST_CHARS = 4 << 20;
    /** The same where memory is short. */
    private static final int MOST_CHARS_SHORT = 256 * 1024;
    /** Pages of history that a session may wait for. */
    private static final int PAGES = 4;

    private final DeliverySizes sizes;
    private final Memory memory;
    /** Null while nothing waits. */
    private volatile Queue<Event.Reply> queue;
    private int chars;
    private int pages;

    Replies(DeliverySizes sizes, Memory memory) {
        this.sizes = sizes;
        this.memory = memory;
    }

    /** Whether one more page of history may be asked for; each counts until it is on its way, or {@link #noPage}. */
    public synchronized boolean awaitPage() {
        if (pages == PAGES) {
            return false;
        }
        pages++;
        return true;
    }

    /** The reply does not wait any more. */
    public void done(Event.Reply reply) {
        if (reply instanceof Event.History || reply instanceof Event.Found) {
            noPage();
        }
    }

    public synchronized void noPage() {
        pages--;
    }

    /** False where too much waits already. */
    synchronized boolean offer(Event.Reply reply) {
        int weight = Frame.weight(reply);
        memory.add(weight);
        int most = memory.isShort() ? MOST_CHARS_SHORT : MOST_CHARS;
        if (chars + weight > most || queue != null && queue.size() == MOST) {
            memory.add(-weight);
            return false;
        }
        if (queue == null) {
            queue = new ArrayDeque<>(1);
        }
        queue.add(reply);
        chars += weight;
        return true;
    }

    boolean isEmpty() {
        return queue == null;
    }

    /** As many as go into one send; null where none waits. */
    Batch take() {
        return queue == null ? null : takeSome();
    }

    private synchronized Batch takeSome() {
        if (queue == null) {
            return null; // the session was closed meanwhile
        }
        List<Event.Reply> next = new ArrayList<>();
        int taken = 0;
        while (!queue.isEmpty() && next.size() < sizes.batch() && taken < sizes.batchChars()) {
            Event.Reply reply = queue.remove();
            next.add(reply);
            taken += Frame.weight(reply);
            done(reply);
        }
        gone(taken);
        return Batch.of(next);
    }

    /** Nobody is going to be answered any more. */
    synchronized void clear() {
        if (queue != null) {
            queue.clear();
            gone(chars);
        }
    }

    private void gone(int weight) {
        chars -= weight;
        memory.add(-weight);
        if (queue.isEmpty()) {
            queue = null;
        }
    }
}
