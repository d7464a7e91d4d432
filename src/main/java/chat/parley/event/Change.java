package chat.parley.event;

import java.util.List;

/** A change of a message. */
public sealed interface Change extends Body {
    @Override
    long target();

    /** The target's state after this change. @param change the event that announces it */
    Present applyTo(Present before, Logged.Changed change);

    @Override
    Logged.Changed asEvent(Entry entry);

    @Override
    default void applyTo(RoomState room, Entry entry) {
        room.apply(asEvent(entry), this);
    }

    @Override
    default <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
        Refusal denied = place.refusal(right());
        if (denied != null) {
            return denied;
        }
        if (target.now().deleted()) {
            return new Refusal(ErrorCode.NOT_FOUND, "Message was deleted");
        }
        boolean own = author.id().equals(target.author().id());
        return own || !removesText() ? excess(target) : intrusion(place);
    }

    /** Why the author must not do this to somebody else's message; null if it may. */
    default <X extends Exception> Refusal intrusion(Place<X> place) throws X {
        return new Refusal(ErrorCode.FORBIDDEN, "Only the author can change a message");
    }

    /** Which limit it would exceed; null if none. */
    default <X extends Exception> Refusal excess(Target<X> target) throws X {
        return null;
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
        public Present applyTo(Present before, Logged.Changed change) {
            return before.edited(change.offset(), change.at(), text, change.mentions());
        }

        @Override
        public Logged.Changed asEvent(Entry entry) {
            List<Mention> mentions = text == null ? null : entry.mentions();
            return new Logged.Edited(
                    entry.room(),
                    entry.offset(),
                    entry.token(),
                    entry.at(),
                    entry.author(),
                    target,
                    text,
                    entry.ref(),
                    mentions);
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
        public <X extends Exception> Refusal intrusion(Place<X> place) throws X {
            return place.role().may(Right.MODERATE)
                    ? null
                    : new Refusal(ErrorCode.FORBIDDEN, "Only the author or a moderator can delete a message");
        }

        @Override
        public Present applyTo(Present before, Logged.Changed change) {
            return Present.deleted(change.offset());
        }

        @Override
        public Logged.Changed asEvent(Entry entry) {
            return new Logged.Deleted(
                    entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, entry.ref());
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
        public <X extends Exception> Refusal excess(Target<X> target) {
            return on && Reaction.count(target.now().reactions()) >= Reaction.MAX
                    ? new Refusal(ErrorCode.INVALID, "Message already has " + Reaction.MAX + " reactions, the maximum")
                    : null;
        }

        @Override
        public Present applyTo(Present before, Logged.Changed change) {
            return before.reacted(change.offset(), Reaction.after(before.reactions(), change.author(), emoji, on));
        }

        @Override
        public Logged.Changed asEvent(Entry entry) {
            return on
                    ? new Logged.Reacted(
                            entry.room(),
                            entry.offset(),
                            entry.token(),
                            entry.at(),
                            entry.author(),
                            target,
                            emoji,
                            entry.ref())
                    : new Logged.Unreacted(
                            entry.room(),
                            entry.offset(),
                            entry.token(),
                            entry.at(),
                            entry.author(),
                            target,
                            emoji,
                            entry.ref());
        }
    }

    /** Pins a message, or unpins it if {@code on} is false. */
    record Pinning(long target, boolean on) implements Change {
        /** Maximum number of pinned messages per room. */
        public static final int MAX = 50;

        @Override
        public Right right() {
            return Right.ARRANGE;
        }

        @Override
        public Body.Kind kind() {
            return on ? Body.Kind.PIN : Body.Kind.UNPIN;
        }

        @Override
        public String content() {
            return "";
        }

        @Override
        public <X extends Exception> Refusal excess(Target<X> target) throws X {
            return on && !target.now().pinned() && target.pinned() >= MAX
                    ? new Refusal(ErrorCode.INVALID, "Room already has " + MAX + " pinned messages, the maximum")
                    : null;
        }

        @Override
        public Present applyTo(Present before, Logged.Changed change) {
            return before.pinned(change.offset(), on);
        }

        @Override
        public Logged.Changed asEvent(Entry entry) {
            return on
                    ? new Logged.Pinned(
                            entry.room(),
                            entry.offset(),
                            entry.token(),
                            entry.at(),
                            entry.author(),
                            target,
                            entry.ref())
                    : new Logged.Unpinned(
                            entry.room(),
                            entry.offset(),
                            entry.token(),
                            entry.at(),
                            entry.author(),
                            target,
                            entry.ref());
        }
    }
}
