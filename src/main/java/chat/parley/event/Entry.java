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
public record Entry(String room, Position position, Instant at, Member author, Body body, Present now, String ref, List<Mention> mentions) {

    public long offset() {
        return position.offset();
    }

    /** This entry with another spelling of the room's name. */
    public Entry withRoomName(String name) {
        return name.equals(room) ? this : new Entry(name, position, at, author, body, now, ref, mentions);
    }

    /** Whether this is a message whose text retention has removed. False for edited and deleted messages. */
    public boolean isForgotten() {
        return body instanceof Body.Said said && said.text() == null
                && (now == null || !now.deleted() && now.text() == null);
    }

    /** The event for the sessions in the room. */
    public Event.Logged asEvent() {
        String place = position.toString();
        if (body instanceof Body.Edit edit) {
            return new Event.Edited(room, offset(), place, at, author, edit.target(), edit.text(), ref, edit.text() == null ? null : mentions);
        } else if (body instanceof Body.Deletion deletion) {
            return new Event.Deleted(room, offset(), place, at, author, deletion.target(), ref);
        } else if (body instanceof Body.Reaction reaction && reaction.on()) {
            return new Event.Reacted(room, offset(), place, at, author, reaction.target(), reaction.emoji(), ref);
        } else if (body instanceof Body.Reaction reaction) {
            return new Event.Unreacted(room, offset(), place, at, author, reaction.target(), reaction.emoji(), ref);
        } else if (body instanceof Body.Topic topic) {
            return new Event.TopicChanged(room, offset(), place, at, author, topic.topic(), ref);
        }
        return asMessage();
    }

    /** The message in its present state. @throws ClassCastException if this is not a message */
    public Event.Message asMessage() {
        Body.Said said = (Body.Said) body;
        Event.Message message = new Event.Message(room, offset(), position.toString(), at, author, said.text(), ref, said.replyTo(), null, null, null, null, mentions);
        return now == null ? message : message.withState(now);
    }
}
