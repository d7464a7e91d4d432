package chat.parley.event;

import java.util.List;

/** A change of a message. */
public sealed interface Change extends Body {
    @Override
    long target();

    /** The target's state after this change. @param change the event that announces it */
    Present applyTo(Present before, Event.Changed change);

    @Override
    Event.Changed asEvent(Entry entry);

    @Override
    default void applyTo(Room room, Entry entry) {
        room.apply(asEvent(entry), this);
    }

    @Override
    default Refusal objection(Member author, Member writer, Present now) {
        return now.deleted() ? new Refusal(ErrorCode.NOT_FOUND, "Message was deleted") : objection(author.id().equals(writer.id()), now);
    }

    /** Like the other, for a message that exists. @param own whether the author changes an own message */
    default Refusal objection(boolean own, Present now) {
        return own ? null : new Refusal(ErrorCode.FORBIDDEN, "Only the author can change a message");
    }

    /** Replaces the text of a message. {@code text} is null if the message was edited again or deleted since. */
    record Edit(long target, String text) implements Change {
        @Override
        public Body.Kind kind() {
            return Body.Kind.EDIT;
        }

        @Override
        public boolean removesText() {
            return true;
        }

        @Override
        public String content() {
            return text;
        }

        @Override
        public String prose() {
            return text;
        }

        @Override
        public Present applyTo(Present before, Event.Changed change) {
            return before.edited(change.offset(), change.at(), text, change.mentions());
        }

        @Override
        public Event.Changed asEvent(Entry entry) {
            List<Mention> mentions = text == null ? null : entry.mentions();
            return new Event.Edited(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, text, entry.ref(), mentions);
        }
    }

    /** Deletes a message. */
    record Deletion(long target) implements Change {
        @Override
        public Body.Kind kind() {
            return Body.Kind.DELETION;
        }

        @Override
        public boolean removesText() {
            return true;
        }

        @Override
        public String content() {
            return "";
        }

        @Override
        public Present applyTo(Present before, Event.Changed change) {
            return Present.deleted(change.offset());
        }

        @Override
        public Event.Changed asEvent(Entry entry) {
            return new Event.Deleted(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, entry.ref());
        }
    }

    /** Adds the author's reaction, or removes it if {@code on} is false. */
    record Reacting(long target, String emoji, boolean on) implements Change {
        @Override
        public Body.Kind kind() {
            return on ? Body.Kind.REACTION : Body.Kind.UNREACTION;
        }

        @Override
        public String content() {
            return emoji;
        }

        @Override
        public Refusal objection(boolean own, Present now) {
            return on && Reaction.count(now.reactions()) >= Reaction.MAX
                    ? new Refusal(ErrorCode.INVALID, "Message already has " + Reaction.MAX + " reactions, the maximum")
                    : null;
        }

        @Override
        public Present applyTo(Present before, Event.Changed change) {
            return before.reacted(change.offset(), Reaction.after(before.reactions(), change.author(), emoji, on));
        }

        @Override
        public Event.Changed asEvent(Entry entry) {
            return on ? new Event.Reacted(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, emoji, entry.ref())
                    : new Event.Unreacted(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, emoji, entry.ref());
        }
    }
}
