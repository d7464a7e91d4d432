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
     * What is to be sent next, or null: answers first, also before what a cursor sends from a place that an answer tells of, since that answer came before the step that put the cursor there. A few
     * events go along with them, so that an ack and the message that it is about are one send; what is more is better sent as the batch that others get, too.
     */
    Batch next(Replies replies, int mostChars) {
        Batch answers = replies.take();
        Cursor[] rooms = cursors;
        for (int i = 0; i < rooms.length; i++) {
            turn = (turn + 1) % rooms.length;
            if (rooms[turn].arrive()) {
                answers = Batch.join(answers, replies.take());
            }
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
