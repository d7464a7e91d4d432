package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Position;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Every room's log. Safe for many threads; no method blocks. A stage fails with {@link chat.parley.event.Refusal} where the asker is to be told why,
 * and with anything else where the log itself is in trouble. Stages may complete on any thread, the caller's own included.
 */
public interface RoomLog {

    /** Where a log begins and ends: every entry with {@code floor < offset <= head.offset()} can be read. */
    record Extent(Position head, long floor) {}

    /** The room's log as it is now; an unknown room gets an empty one. */
    CompletionStage<Extent> open(String room);

    /**
     * Gives the draft the next offset of its room and keeps it. The stage completes once the entry will survive what this log survives: only then may it be
     * acknowledged or shown. A draft that repeats an earlier one, by author and ref, yields the earlier entry; with other content it fails with
     * {@link chat.parley.event.ErrorCode#CONFLICT}.
     */
    CompletionStage<Entry> append(Draft draft);

    /** The entries after the offset, oldest first, at most {@code limit}. Does not begin with {@code after + 1} when that one is below the floor. */
    CompletionStage<List<Entry>> read(String room, long after, int limit);

    /** Whether the position is a place in this very log, and everything after it can still be read. */
    CompletionStage<Boolean> canResume(String room, Position since);

    /** Nobody here is in the room any more: what is kept only for them may be forgotten. */
    void release(String room);
}
