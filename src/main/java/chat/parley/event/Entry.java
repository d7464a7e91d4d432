package chat.parley.event;

import java.time.Instant;
import java.util.List;

/**
 * An entry of a room's log.
 *
 * @param now the present state of a changed message; null for unchanged messages and for all other entries
 * @param ref the author's id for it, or null
 * @param mentions the mentions in its text, or null
 * @param at the server's time when the offset was assigned, to the millisecond
 */
public record Entry(
        String room,
        Position position,
        Instant at,
        Member author,
        Body body,
        Present now,
        String ref,
        List<Mention> mentions) {

    public long offset() {
        return position.offset();
    }

    /** The position as a token for clients. */
    String token() {
        return position.toString();
    }

    /** This entry with another spelling of the room's name. */
    public Entry withRoomName(String name) {
        return name.equals(room) ? this : new Entry(name, position, at, author, body, now, ref, mentions);
    }

    /** This entry with more of its body than the log has. */
    public Entry withBody(Body known) {
        return new Entry(room, position, at, author, known, now, ref, mentions);
    }

    /** Whether this is a message whose text retention has removed. False for edited and deleted messages. */
    public boolean isForgotten() {
        return body.kind() == Body.Kind.MESSAGE
                && body.content() == null
                && (now == null || !now.deleted() && now.text() == null);
    }

    /** The event for the sessions in the room. */
    public Logged asEvent() {
        return body.asEvent(this);
    }

    /** The message in its present state. @throws ClassCastException if this is not a message */
    public Logged.Message asMessage() {
        Body.Said said = (Body.Said) body;
        Logged.Message message = new Logged.Message(
                room,
                offset(),
                token(),
                at,
                author,
                said.text(),
                ref,
                said.replyTo(),
                null,
                null,
                null,
                null,
                mentions,
                null);
        return now == null ? message : message.withState(now);
    }
}
