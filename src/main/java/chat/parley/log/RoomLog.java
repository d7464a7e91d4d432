package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Position;
import chat.parley.event.RoomKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Every room's log. Safe for many threads; no method blocks. A stage fails with {@link chat.parley.event.Refusal} where the asker is to be told why; stages may complete on any thread.
 * An unknown room is an empty one.
 */
public interface RoomLog {

    /** Is told what happens to the logs, on threads of the log's, which it must not hold up. */
    interface Listener {
        /**
         * These entries are in the log, and their authors have their answers. Entries of a room come in the order of their offsets, but for those whose fate was in doubt for a while; one may be told of
         * twice.
         */
        void appended(List<Entry> entries);

        /** The oldest entries of the room are gone. */
        void trimmed(String room, Position floor);
    }

    /** By what the room of this name is known: all names with one key are one room, which every entry and page tells by its own name. */
    default String key(String room) {
        return RoomKey.of(room);
    }

    /** From now on the listener is told. Set once, before the first append. */
    void listen(Listener listener);

    /**
     * Gives the draft the next offset of its room and keeps it. The stage completes once the entry will survive what this log survives: only then may it be acknowledged or shown. A draft that
     * repeats an earlier one, by author and ref, yields the earlier entry; with other content it fails with {@link chat.parley.event.ErrorCode#CONFLICT}. Fails with
     * {@link chat.parley.event.ErrorCode#NOT_FOUND} or {@link chat.parley.event.ErrorCode#FORBIDDEN} where it refers to a message that is not there or not the author's; with
     * {@link chat.parley.event.ErrorCode#BUSY} where too much waits already and it is surely not kept, and with {@link chat.parley.event.ErrorCode#UNAVAILABLE} after a bounded time where the log is
     * in trouble: it may then be kept or not, and repeating it tells.
     */
    CompletionStage<Entry> append(Draft draft);

    /** The first entries after the offset, without holes, oldest first, at most {@code limit}. */
    CompletionStage<Page> after(String room, long offset, int limit);

    /** The last entries before the offset, without holes, oldest first, at most {@code limit}. */
    CompletionStage<Page> before(String room, long offset, int limit);

    /** The first messages after the offset as they are now, oldest first, at most {@code limit}. */
    CompletionStage<Page> messagesAfter(String room, long offset, int limit);

    /** The last messages before the offset as they are now, oldest first, at most {@code limit}. */
    CompletionStage<Page> messagesBefore(String room, long offset, int limit);

    /** The position of the entry at this offset, if it is still there. */
    CompletionStage<Optional<Position>> position(String room, long offset);
}
