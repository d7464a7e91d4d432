package chat.parley.room;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.event.Right;
import chat.parley.event.RoomId;
import chat.parley.event.Write;
import chat.parley.identity.Client;
import chat.parley.rights.Rights;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits how often a member posts in rooms with slow mode. Moderators are exempt. Remembers the newest posts only in
 * memory: after a restart everybody may post at once. Thread-safe.
 */
final class SlowMode {
    private static final int MOST = 100_000;

    private record Author(RoomId room, String member) {}

    private final Rights rights;
    private final LongSupplier nanos;
    /** When each member posted last, oldest first. */
    private final Map<Author, Long> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Author, Long> eldest) {
            return size() > MOST;
        }
    };

    SlowMode(Rights rights, LongSupplier nanos) {
        this.rights = rights;
        this.nanos = nanos;
    }

    /** Counts a post. @throws Refusal if it comes too soon */
    void spend(RoomId room, Client author, Write write) {
        int seconds = rights.settings(room).slowMode();
        if (seconds == 0 || !(write instanceof Write.Post) || rights.admits(author, room, Right.MODERATE)) {
            return;
        }
        long now = nanos.getAsLong();
        synchronized (last) {
            Author key = new Author(room, author.member().id());
            Long before = last.get(key);
            long left = before == null ? 0 : Duration.ofSeconds(seconds).toNanos() - (now - before);
            if (left > 0) {
                Duration pause = Duration.ofNanos(left).plusMillis(1);
                throw new Refusal(
                        ErrorCode.RATE_LIMITED,
                        "Slow mode: one message every " + seconds + " s; retry in " + (pause.toMillis() + 999) / 1000
                                + " s",
                        pause);
            }
            last.remove(key); // to the end
            last.put(key, now);
        }
    }
}
