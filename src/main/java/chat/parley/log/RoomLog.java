package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Position;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The logs of all rooms. Safe for many threads; no method blocks. Stages may complete on any thread, and fail with
 * {@link chat.parley.event.Refusal} if the caller should learn the reason. An unknown room is an empty one.
 */
public interface RoomLog {

    /** Receives log events. Called on the log's threads; must not block. */
    interface Listener {
        /**
         * This decision about the room is stored, by this server or another one on the store, and its author has not
         * been answered yet. Decisions arrive one at a time, in the order of their commits; one may arrive twice.
         */
        void decided(RoomId room, Entry entry);

        /** Completes when the decisions about the room so far are carried out; their authors wait for it. */
        CompletionStage<Void> settled(RoomId room);

        /**
         * These entries of the room are stored by this server, and their authors have been answered, except of
         * decisions. A room's entries arrive in the order of their offsets, except those whose commit was in doubt; an
         * entry may arrive twice.
         */
        void appended(RoomId room, List<Entry> entries);

        /** Retention removed the room's oldest entries, up to the floor. */
        void trimmed(RoomId room, Position floor);
    }

    /** The room of this name, in any spelling. It need not exist. Entries and pages carry the room's own name. */
    RoomRef room(String name);

    /** Sets the listener. Call it once, before the first append. */
    void listen(Listener listener);

    /**
     * Appends the draft to its room. The stage completes once the entry is durable, and a decision once every server on
     * the store has carried it out; do not acknowledge or show it earlier. A draft that repeats an earlier one, by
     * author and ref, yields the earlier entry. Fails with:
     *
     * <ul>
     * <li>{@link chat.parley.event.ErrorCode#CONFLICT} if the ref was used for different content;
     * <li>{@link chat.parley.event.ErrorCode#NOT_FOUND} or {@link chat.parley.event.ErrorCode#FORBIDDEN} if the draft
     *     refers to a message that does not exist or is not the author's;
     * <li>{@link chat.parley.event.ErrorCode#BUSY} if too many drafts are waiting; nothing is stored;
     * <li>{@link chat.parley.event.ErrorCode#UNAVAILABLE} if the store fails for several seconds; the draft may or may
     *     not be stored, and repeating it tells.
     * </ul>
     */
    CompletionStage<Entry> append(Draft draft);

    /** At most {@code limit} entries just after the offset, without holes, oldest first. */
    CompletionStage<Page> after(RoomRef room, long offset, int limit);

    /** At most {@code limit} entries just before the offset, without holes, oldest first. */
    CompletionStage<Page> before(RoomRef room, long offset, int limit);

    /** At most {@code limit} messages just after the offset, in their present state, oldest first. */
    CompletionStage<Page> messagesAfter(RoomRef room, long offset, int limit);

    /** At most {@code limit} messages just before the offset, in their present state, oldest first. */
    CompletionStage<Page> messagesBefore(RoomRef room, long offset, int limit);

    /** The pinned messages, newest first; at most {@link chat.parley.event.Change.Pinning#MAX}. */
    CompletionStage<Page> pinned(RoomRef room);

    /** The position of the entry at this offset; empty if it does not exist or was removed. */
    CompletionStage<Optional<Position>> position(RoomRef room, long offset);

    /** At most {@code limit} entries of the room's audit log before the offset, newest first. */
    CompletionStage<List<Entry>> audit(RoomRef room, long before, int limit);

    /** What the room asks of its members. */
    CompletionStage<Rules> rules(RoomRef room);

    /** At most {@code limit} deletions of rooms before the time, newest first. */
    CompletionStage<List<Entry>> deletions(Instant before, int limit);
}
