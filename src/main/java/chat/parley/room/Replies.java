package chat.parley.room;

import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What one session is to be answered: bounded in replies and in characters. Many threads may offer, one at a time may take. */
final class Replies {
    private final BlockingQueue<Event.Reply> queue = new LinkedBlockingQueue<>(Limits.REPLIES);
    private final AtomicInteger chars = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();
    private final Memory memory;

    Replies(Memory memory) {
        this.memory = memory;
    }

    /** Whether one more page of history may be asked for; each counts until it is on its way, or {@link #noPage}. */
    boolean awaitPage() {
        if (pages.incrementAndGet() > Limits.PAGES) {
            pages.decrementAndGet();
            return false;
        }
        return true;
    }

    /** The reply does not wait any more. */
    void done(Event.Reply reply) {
        if (reply instanceof Event.History) {
            noPage();
        }
    }

    void noPage() {
        pages.decrementAndGet();
    }

    /** False where too much waits already. */
    boolean offer(Event.Reply reply) {
        int weight = Frame.weight(reply);
        memory.add(weight);
        int most = memory.isShort() ? Limits.REPLY_CHARS_SHORT : Limits.REPLY_CHARS;
        if (chars.addAndGet(weight) <= most && queue.offer(reply)) {
            return true;
        }
        gone(weight);
        return false;
    }

    /** As many as go into one send; null where none waits. */
    Batch take() {
        if (queue.isEmpty()) {
            return null;
        }
        List<Event.Reply> next = new ArrayList<>();
        int taken = 0;
        while (next.size() < Tail.BATCH && taken < Tail.BATCH_CHARS) {
            Event.Reply reply = queue.poll(); // the session may be closed meanwhile
            if (reply == null) {
                break;
            }
            next.add(reply);
            taken += Frame.weight(reply);
            done(reply);
        }
        gone(taken);
        return next.isEmpty() ? null : Batch.of(next);
    }

    /** Nobody is going to be answered any more. */
    void clear() {
        for (Event.Reply reply = queue.poll(); reply != null; reply = queue.poll()) {
            gone(Frame.weight(reply));
        }
    }

    private void gone(int weight) {
        chars.addAndGet(-weight);
        memory.add(-weight);
    }
}
