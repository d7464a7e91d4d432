package chat.parley.event;

import java.time.Instant;
import java.util.List;

/**
 * One thing that happened at its place in a room's log.
 *
 * @param now of a message: what changes have made of it since; null where nobody has changed it, and for everything else
 * @param ref the author's own id for it, or null
 * @param mentions who is named in what it says; null where nobody is
 * @param at the server's time when it was given its offset, to the millisecond
 */
public record Entry(String room, Position position, Instant at, Member author, Body body, Present now, String ref, List<Mention> mentions) {

    public long offset() {
        return position.offset();
    }

    /** The same under another spelling of the room's name. */
    public Entry in(String name) {
        return name.equals(room) ? this : new Entry(name, position, at, author, body, now, ref, mentions);
    }

    /** Whether it is a message that the log has forgotten. One that was edited or deleted is not. */
    public boolean isForgotten() {
        return body instanceof Body.Said said && said.text() == null
                && (now == null || !now.deleted() && now.text() == null);
    }

    /** What the sessions in the room are told. */
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

    /** The message as it is now. @throws ClassCastException where it is none */
    public Event.Message asMessage() {
        Body.Said said = (Body.Said) body;
        Event.Message message = new Event.Message(room, offset(), position.toString(), at, author, said.text(), ref, said.replyTo(), null, null, null, null, mentions);
        return now == null ? message : message.as(now);
    }
}
