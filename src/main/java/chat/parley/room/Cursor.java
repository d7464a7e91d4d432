package chat.parley.room;

import chat.parley.event.Event;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where one session stands in one room: the offset that it was sent last, and the change of presence. Moves only in the session's drain; when the room's memory does not
 * reach back to where it stands, it asks the room, once at a time, and goes on where the answer puts it.
 */
final class Cursor {
    private static final int FEW = 8;

    /** Puts a cursor somewhere, with what to send on the way (or null). */
    record Step(Batch batch, long offset, long change) {}

    private final Room room;
    private final Session session;
    private final AtomicReference<Step> arrived = new AtomicReference<>();
    private Batch onTheWay;
    private boolean asking = true;
    private long offset;
    private long change;
    /** Told when there is nothing else to tell: the newest, and not what was before it. */
    private final AtomicReference<Event.Read> read = new AtomicReference<>();
    private long typing;

    /** Stands nowhere, and sends nothing, until the first step is put. */
    Cursor(Room room, Session session) {
        this.room = room;
        this.session = session;
        Typing.Now now = room.typing();
        this.typing = now.isEmpty() ? now.number() : now.number() - 1;
    }

    Room room() {
        return room;
    }

    /** The session's member has read up to somewhere; from any thread. */
    void tell(Event.Read now) {
        read.set(now);
        session.wake();
    }

    /** The answer to what the cursor asked, from any thread. */
    void put(Step step) {
        arrived.set(step);
        session.wake();
    }

    /** Goes where the last step puts it, if there is one. */
    void arrive() {
        if (arrived.get() == null) {
            return;
        }
        Step step = arrived.getAndSet(null);
        asking = false;
        offset = step.offset();
        change = step.change();
        onTheWay = step.batch();
    }

    /** Whether no more than a few events wait. */
    boolean isNear() {
        return !asking && onTheWay == null && room.changes().head() - change + room.entries().head() - offset <= FEW;
    }

    /** What is to be sent next, or null. Taking it moves the cursor behind it. A batch ends with the event that brings it to {@code mostChars}. */
    Batch next(int mostChars) {
        if (onTheWay != null) {
            Batch batch = onTheWay;
            onTheWay = null;
            return batch;
        }
        if (asking) {
            return null;
        }
        Batch batch = nextChanges(mostChars);
        if (batch == null && !asking) {
            batch = nextEntries(mostChars);
        }
        return batch != null || asking ? batch : nextPassing();
    }

    private Batch nextPassing() {
        if (read.get() != null) {
            return Batch.of(List.of(read.getAndSet(null)));
        }
        Typing.Now now = room.typing();
        if (now.number() == typing) {
            return null;
        }
        typing = now.number();
        return now.batch();
    }

    private Batch nextChanges(int mostChars) {
        Tail changes = room.changes();
        if (changes.head() <= change) {
            return null;
        }
        Batch batch = changes.after(change, mostChars);
        if (batch != null) {
            change = batch.last();
        } else {
            asking = true;
            room.tellMembers(this, offset);
        }
        return batch;
    }

    private Batch nextEntries(int mostChars) {
        Tail entries = room.entries();
        if (entries.head() <= offset) {
            return null;
        }
        Batch batch = entries.after(offset, mostChars);
        if (batch != null) {
            offset = batch.last();
        } else {
            asking = true;
            room.catchUp(session, this, offset, change, mostChars);
        }
        return batch;
    }
}
