package chat.parley.room;

import chat.parley.delivery.Tail;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Position;
import chat.parley.log.Page;
import java.util.Optional;

/**
 * Where somebody begins who has nothing of a room yet: the place after which the last messages come. Where changes have pushed messages out of memory, the log says where they are.
 *
 * @param tail the newest entries
 * @param floor the position before the oldest entry that the log has
 * @param offset the one before the page, as far as it is in memory
 * @param messages how many messages come after that
 * @param size how many there should be
 */
record LastPage(Tail tail, Position floor, long offset, int messages, int size) {
    /** Most entries that are gone through for it, changes and all; whoever wants to see messages from before them asks for them. */
    private static final int FAR = 1_000;

    /** @param size messages on the page, if there are so many */
    static LastPage of(Tail tail, Position floor, int size) {
        long offset = tail.head();
        int messages = 0;
        for (; offset >= tail.oldest() && messages < size; offset--) {
            messages += tail.at(offset) instanceof Event.Message ? 1 : 0;
        }
        return new LastPage(tail, floor, Math.max(floor.offset(), offset), messages, size);
    }

    /** How many messages are to be looked for in the log. None where memory is just short, and holds little of anything. */
    int missing() {
        return offset > floor.offset() && tail.head() - offset >= size ? size - messages : 0;
    }

    Start inMemory() {
        String position = positionAt(tail, floor, offset);
        return position != null ? new Start(position, offset, false) : new Start(positionAt(tail, floor, offset + 1), offset + 1, false);
    }

    /** @param older the messages before this one, one more than are {@link #missing} where there are so many */
    Start with(Page older) {
        if (older.entries().size() <= missing() && tail.head() - older.floor().offset() <= FAR) {
            return new Start(older.floor().toString(), older.floor().offset(), false);
        }
        Optional<Entry> before = older.entries().stream().filter(entry -> tail.head() - entry.offset() <= FAR).findFirst();
        return before.map(entry -> new Start(entry.position().toString(), entry.offset(), false)).orElseGet(this::inMemory);
    }

    /** The token of this place; null where it is not in memory. */
    static String positionAt(Tail tail, Position floor, long offset) {
        if (offset == floor.offset()) {
            return floor.toString();
        }
        return tail.at(offset) instanceof Event.Logged logged ? logged.position() : null;
    }
}
