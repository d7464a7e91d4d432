package chat.parley.room;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where one session stands, room by room. Changed by one thread at a time, read by many; {@link #next} belongs to the session's drain. */
final class Cursors {
    private static final Cursor[] NONE = {};

    private volatile Cursor[] cursors = NONE;
    private int turn;

    /** Adds a room, in the place of an earlier cursor there. @throws Refusal where there are too many */
    void add(Cursor cursor) {
        List<Cursor> now = others(cursor.room());
        if (now.size() >= Limits.ROOMS) {
            throw new Refusal(ErrorCode.TOO_MANY_ROOMS, "A session may be in " + Limits.ROOMS + " rooms");
        }
        now.add(cursor);
        cursors = now.toArray(Cursor[]::new);
    }

    void remove(Cursor cursor) {
        cursors = others(cursor.room()).toArray(Cursor[]::new);
    }

    private List<Cursor> others(Room room) {
        return Stream.of(cursors).filter(cursor -> cursor.room() != room).collect(Collectors.toCollection(ArrayList::new));
    }

    Cursor[] all() {
        return cursors;
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
        for (Cursor cursor : cursors) {
            cursor.arrive();
        }
        Batch answers = replies.take();
        if (answers != null && !replies.isEmpty()) {
            return answers; // more than fits into one send: the answer to a join may be among the rest
        }
        Cursor[] rooms = cursors;
        for (int i = 0; i < rooms.length; i++) {
            turn = (turn + 1) % rooms.length;
            if (answers == null || rooms[turn].isNear() && answers.weight() < mostChars) {
                Batch events = rooms[turn].next(answers == null ? mostChars : mostChars - answers.weight());
                if (events != null) {
                    return Batch.join(answers, events);
                }
            }
        }
        return answers;
    }
}
