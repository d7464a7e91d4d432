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
     * What is to be sent next, or null: answers before rooms, and the rooms in turn. Also before what a cursor sends from a place that an answer tells of: that answer came before the step that
     * put the cursor there.
     */
    Batch next(Replies replies, int mostChars) {
        Batch batch = replies.take();
        Cursor[] rooms = cursors;
        for (int i = 0; i < rooms.length && batch == null; i++) {
            turn = (turn + 1) % rooms.length;
            if (rooms[turn].arrive()) {
                batch = replies.take();
            }
            if (batch == null) {
                batch = rooms[turn].next(mostChars);
            }
        }
        return batch;
    }
}
