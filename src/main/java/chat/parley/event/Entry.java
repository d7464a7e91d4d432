package chat.parley.event;

import java.time.Instant;

/**
 * One message at its place in a room's log.
 *
 * @param ref the author's own id for it, or null
 * @param at the server's time when it was given its offset, to the millisecond
 */
public record Entry(String room, Position position, Instant at, Member author, String text, String ref) {

    public long offset() {
        return position.offset();
    }

    /** What the sessions in the room are told. */
    public Event.Message asEvent() {
        return new Event.Message(room, offset(), position.toString(), at, author, text, ref);
    }
}
