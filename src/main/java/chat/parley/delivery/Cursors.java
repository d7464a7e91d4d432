package chat.parley.delivery;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where one session stands, source by source. Changed by one thread at a time, read by many; {@link #next} belongs to the session's drain.
 *
 * @param <S> what they read
 */
public final class Cursors<S extends Source> {
    /** Most sources that a session may read. */
    public static final int MOST = 100;

    private volatile List<Cursor<S>> cursors = List.of();
    private int turn;

    /**
     * Adds a cursor.
     *
     * @param before the one that it replaces; null for none
     * @throws Refusal where there are too many
     */
    public void add(Cursor<S> cursor, Cursor<S> before) {
        List<Cursor<S>> now = without(before);
        if (now.size() >= MOST) {
            throw new Refusal(ErrorCode.TOO_MANY_ROOMS, "A session may be in " + MOST + " rooms");
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

    /** What they read. */
    public List<S> sources() {
        return cursors.stream().map(Cursor::source).toList();
    }

    /**
     * What to send next, or null: answers first, then events. A few events go along with the answers, so that an ack and
     * its message are one send; more than a few are better sent as the batch that others get, too.
     *
     * <p>The order of the three steps matters. The answer to a join is queued before the step that puts its cursor in
     * place, so whoever sees the step must take the answers afterwards. And a cursor is replaced or removed before the
     * answer that tells of it is queued, so the cursors that send must be looked up after the answers were taken: an
     * earlier one would send from where it stood behind a newer answer.
     */
    Batch next(Replies replies, int mostChars) {
        List<Cursor<S>> now = cursors;
        for (int i = 0; i < now.size(); i++) { // by index: an iterator for each send would cost
            now.get(i).arrive();
        }
        Batch answers = replies.take();
        if (answers != null && !replies.isEmpty()) {
            return answers; // more than fits into one send: the answer to a join may be among the rest
        }
        List<Cursor<S>> all = cursors;
        for (int i = 0; i < all.size(); i++) {
            turn = (turn + 1) % all.size();
            Cursor<S> cursor = all.get(turn);
            if (answers == null || cursor.isNear() && answers.weight() < mostChars) {
                Batch events = cursor.next(answers == null ? mostChars : mostChars - answers.weight());
                if (events != null) {
                    return Batch.join(answers, events);
                }
            }
        }
        return answers;
    }
}
