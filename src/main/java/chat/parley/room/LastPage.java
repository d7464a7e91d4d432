package chat.parley.room;

import chat.parley.delivery.Tail;
import chat.parley.event.Entry;
import chat.parley.event.Logged;
import chat.parley.event.Position;
import chat.parley.log.Page;
import java.util.Optional;

/**
 * The starting point of a client that has nothing of a room yet: the position before the last messages. If changes
 * have pushed messages out of memory, the log supplies that position.
 *
 * @param tail the newest entries
 * @param floor the position before the oldest entry in the log
 * @param offset the offset before the part of the page that is in memory
 * @param messages number of messages after that offset
 * @param size number of messages wanted
 */
record LastPage(Tail tail, Position floor, long offset, int messages, int size) {
    /** Maximum distance from the head, in entries including changes; older messages are available as history. */
    private static final int FAR = 1_000;

    /** @param size maximum number of messages on the page */
    static LastPage of(Tail tail, Position floor, int size) {
        long offset = tail.head();
        int messages = 0;
        for (; offset >= tail.oldest() && messages < size; offset--) {
            messages += tail.at(offset) instanceof Logged.Message ? 1 : 0;
        }
        return new LastPage(tail, floor, Math.max(floor.offset(), offset), messages, size);
    }

    /** Number of messages to read from the log; 0 if the tail is short only because memory is scarce. */
    int missing() {
        return offset > floor.offset() && tail.head() - offset >= size ? size - messages : 0;
    }

    Start inMemory() {
        String position = positionAt(tail, floor, offset);
        return position != null
                ? new Start(position, offset, false)
                : new Start(positionAt(tail, floor, offset + 1), offset + 1, false);
    }

    /** @param older the messages before this page: {@link #missing} plus one, or fewer if the log has no more */
    Start with(Page older) {
        if (older.entries().size() <= missing() && tail.head() - older.floor().offset() <= FAR) {
            return new Start(older.floor().toString(), older.floor().offset(), false);
        }
        Optional<Entry> before = older.entries().stream()
                .filter(entry -> tail.head() - entry.offset() <= FAR)
                .findFirst();
        return before.map(entry -> new Start(entry.position().toString(), entry.offset(), false))
                .orElseGet(this::inMemory);
    }

    /** The position token for the offset, or null if it is not in memory. */
    static String positionAt(Tail tail, Position floor, long offset) {
        if (offset == floor.offset()) {
            return floor.toString();
        }
        return tail.at(offset) instanceof Logged logged ? logged.position() : null;
    }
}
