package chat.parley.delivery;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The cursors of one session. One thread at a time may modify them and any thread may read them; {@link #next} is
 * called only in the session's drain.
 *
 * @param <S> the source type
 */
public final class Cursors<S extends Source> {
    /** Maximum number of cursors per session. */
    public static final int MAX = 100;

    private volatile List<Cursor<S>> cursors = List.of();
    private int turn;
    private boolean live;

    /**
     * Adds a cursor.
     *
     * @param before the cursor it replaces, or null
     * @throws Refusal if the session has too many cursors
     */
    public void add(Cursor<S> cursor, Cursor<S> before) {
        List<Cursor<S>> now = without(before);
        if (now.size() >= MAX) {
            throw new Refusal(ErrorCode.TOO_MANY_ROOMS, "Too many rooms; a session may join at most " + MAX);
        }
        now.add(cursor);
        cursors = List.copyOf(now);
    }

    public void remove(Cursor<S> cursor) {
        cursors = List.copyOf(without(cursor));
    }

    private List<Cursor<S>> without(Cursor<S> cursor) {
        return cursors.stream().filter(other -> other != cursor).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The sources of all cursors. */
    public List<S> sources() {
        return cursors.stream().map(Cursor::source).toList();
    }

    /** Whether the last batch of {@link #next} has new entries, and not what was there before the session came. */
    boolean isLive() {
        return live;
    }

    /** See {@link Cursor#lag}. */
    public void lags(LongConsumer each) {
        cursors.forEach(cursor -> each.accept(cursor.lag()));
    }

    /**
     * Takes the next batch to send, or null: replies first, then events. A few pending events are sent with the
     * replies, so that an ack and its message are one send; more are sent separately, as a batch shared with other
     * sessions.
     *
     * <p>The order of the three steps matters. The reply to a join is queued before the step that positions its cursor,
     * so replies must be taken after the steps are applied. A cursor is replaced or removed before the corresponding
     * reply is queued, so the cursors must be read again after the replies are taken; an obsolete cursor would
     * otherwise send events after the newer reply.
     */
    Batch next(Replies replies, int maxChars) {
        live = false;
        List<Cursor<S>> now = cursors;
        for (int i = 0; i < now.size(); i++) { // by index: avoids an iterator per send
            now.get(i).applyStep();
        }
        Batch replyBatch = replies.take();
        if (replyBatch != null && !replies.isEmpty()) {
            return replyBatch; // the replies exceed one send; the rest may contain the reply to a join
        }
        List<Cursor<S>> all = cursors;
        for (int i = 0; i < all.size(); i++) {
            turn = (turn + 1) % all.size();
            Cursor<S> cursor = all.get(turn);
            if (replyBatch == null || cursor.isNear() && replyBatch.weight() < maxChars) {
                Batch events = cursor.next(replyBatch == null ? maxChars : maxChars - replyBatch.weight());
                if (events != null) {
                    live = cursor.isLive(events);
                    return Batch.join(replyBatch, events);
                }
            }
        }
        return replyBatch;
    }
}
