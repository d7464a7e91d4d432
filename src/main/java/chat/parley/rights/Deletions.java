package chat.parley.rights;

import chat.parley.event.Position;
import chat.parley.event.RoomId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The latest deletions of rooms. What was read before a room was deleted must not be sent afterwards, although a new
 * public room may have the same name by then. Safe for many threads.
 */
final class Deletions {
    /** More rooms are never deleted while something that was read before waits to be sent. */
    private static final int KEPT = 10_000;

    private record Deletion(long moment, Position last) {}

    private final AtomicLong moment = new AtomicLong();
    private final Map<RoomId, Deletion> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Deletion> eldest) {
            return size() > KEPT;
        }
    };

    /** The present moment, for {@link #since}. */
    long moment() {
        return moment.get();
    }

    /** Whether the room was deleted after this moment. */
    boolean since(long then, RoomId room) {
        if (moment.get() == then) {
            return false; // nearly always
        }
        synchronized (latest) {
            Deletion deletion = latest.get(room);
            return deletion != null && deletion.moment() > then;
        }
    }

    /** Whether the room was deleted with this position in its log. The log of a new room has greater offsets. */
    boolean include(RoomId room, Position position) {
        if (moment.get() == 0) {
            return false;
        }
        synchronized (latest) {
            Deletion deletion = latest.get(room);
            return deletion != null && position.offset() <= deletion.last().offset();
        }
    }

    /** Notes a deletion. Returns false if it is known. @param last the position of the room's last entry */
    boolean add(RoomId room, Position last) {
        synchronized (latest) {
            Deletion before = latest.get(room);
            if (before != null && before.last().equals(last)) {
                return false;
            }
            latest.put(room, new Deletion(moment.get() + 1, last));
            moment.incrementAndGet(); // last: who sees it finds the deletion
            return true;
        }
    }
}
