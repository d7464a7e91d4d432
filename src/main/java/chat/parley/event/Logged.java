package chat.parley.event;

import java.time.Instant;
import java.util.List;

/** A log entry. */
public sealed interface Logged extends Event {
    String room();

    long offset();

    /** The position as a token, for resuming. */
    String position();

    Instant at();

    Member author();

    /** The author's id for it, or null. */
    String ref();

    /** This event with the change applied; the same object if the change does not affect it. */
    default Logged after(Changed change) {
        return this;
    }

    /** A change of a message. */
    sealed interface Changed extends Logged {
        /** The message's offset. */
        long target();

        /** The change as the body of a log entry. */
        Change body();

        /** The mentions in its text, or null. */
        default List<Mention> mentions() {
            return null;
        }
    }

    /**
     * @param text null if the message is deleted
     * @param replyTo offset of the message it replies to, or null
     * @param edited time of the last edit, or null
     * @param deleted true, or null
     * @param changed the offset of the last entry that changed it, or null
     * @param reactions the reactions, or null
     * @param mentions the mentions in the text, resolved when it was written, or null
     * @param pinned true, or null
     */
    record Message(
            String room,
            long offset,
            String position,
            Instant at,
            Member author,
            String text,
            String ref,
            Long replyTo,
            Instant edited,
            Boolean deleted,
            Long changed,
            List<Reaction> reactions,
            List<Mention> mentions,
            Boolean pinned)
            implements Logged {

        /** This message in its present state. */
        Message withState(Present now) {
            String said = now.deleted() ? null : now.text() == null ? text : now.text();
            List<Mention> named = now.deleted() ? null : now.text() == null ? mentions : now.mentions();
            return new Message(
                    room,
                    offset,
                    position,
                    at,
                    author,
                    said,
                    ref,
                    replyTo,
                    now.edited(),
                    now.deleted() ? true : null,
                    now.changed(),
                    now.reactions(),
                    named,
                    now.pinned() ? true : null);
        }

        /** This message with only this member's reactions. */
        public Message withReactionsOf(String member) {
            return new Message(
                    room,
                    offset,
                    position,
                    at,
                    author,
                    text,
                    ref,
                    replyTo,
                    edited,
                    deleted,
                    changed,
                    Reaction.of(member, reactions),
                    mentions,
                    pinned);
        }

        /** Whether the text mentions this member. */
        public boolean mentions(String member) {
            return mentions != null
                    && mentions.stream().anyMatch(mention -> mention.members().contains(member));
        }

        @Override
        public Message after(Changed change) {
            if (change.target() != offset || changed != null && change.offset() <= changed) {
                return this;
            }
            Present before = new Present(0, text, edited, deleted != null, reactions, mentions, pinned != null);
            return withState(change.body().applyTo(before, change));
        }
    }

    /**
     * @param text null if the message was edited again, deleted or removed by retention since
     * @param mentions the mentions in the text, or null
     */
    record Edited(
            String room,
            long offset,
            String position,
            Instant at,
            Member author,
            long target,
            String text,
            String ref,
            List<Mention> mentions)
            implements Changed {
        @Override
        public Change body() {
            return new Change.Edit(target, text);
        }

        /** Drops the text once a later edit or deletion has replaced it. */
        @Override
        public Edited after(Changed change) {
            return change.body().removesText() && change.target() == target && change.offset() > offset
                    ? withoutText()
                    : this;
        }

        /** This event without its text. */
        public Edited withoutText() {
            return text == null ? this : new Edited(room, offset, position, at, author, target, null, ref, null);
        }
    }

    record Deleted(String room, long offset, String position, Instant at, Member author, long target, String ref)
            implements Changed {
        @Override
        public Change body() {
            return new Change.Deletion(target);
        }
    }

    record Reacted(
            String room, long offset, String position, Instant at, Member author, long target, String emoji, String ref)
            implements Changed {
        @Override
        public Change body() {
            return new Change.Reacting(target, emoji, true);
        }
    }

    record Unreacted(
            String room, long offset, String position, Instant at, Member author, long target, String emoji, String ref)
            implements Changed {
        @Override
        public Change body() {
            return new Change.Reacting(target, emoji, false);
        }
    }

    record Pinned(String room, long offset, String position, Instant at, Member author, long target, String ref)
            implements Changed {
        @Override
        public Change body() {
            return new Change.Pinning(target, true);
        }
    }

    record Unpinned(String room, long offset, String position, Instant at, Member author, long target, String ref)
            implements Changed {
        @Override
        public Change body() {
            return new Change.Pinning(target, false);
        }
    }

    record TopicChanged(String room, long offset, String position, Instant at, Member author, String topic, String ref)
            implements Logged {}

    /** @param title null for a direct room; @param members those with whom it began, without the author */
    record RoomCreated(
            String room,
            long offset,
            String position,
            Instant at,
            Member author,
            RoomKind kind,
            String title,
            List<Member> members,
            String ref)
            implements Logged {}

    /**
     * @param until when the role ends, or null
     * @param reason may be null
     * @param address true for a ban of the guest's addresses, too, or null
     * @param ended true if nobody decided this, because an earlier role has ended, or null
     */
    record RoleChanged(
            String room,
            long offset,
            String position,
            Instant at,
            Member author,
            Member member,
            Role role,
            Instant until,
            String reason,
            Boolean address,
            Boolean ended,
            String ref)
            implements Logged {}

    record TitleChanged(String room, long offset, String position, Instant at, Member author, String title, String ref)
            implements Logged {}

    /** @param rules empty if they were removed */
    record RulesChanged(String room, long offset, String position, Instant at, Member author, String rules, String ref)
            implements Logged {}

    record Archived(String room, long offset, String position, Instant at, Member author, String ref)
            implements Logged {}

    record Unarchived(String room, long offset, String position, Instant at, Member author, String ref)
            implements Logged {}

    /** @param seconds between two posts of a member; 0 for no limit */
    record SlowModeChanged(
            String room, long offset, String position, Instant at, Member author, int seconds, String ref)
            implements Logged {}

    /** In audit logs only. @param reason may be null */
    record RoomDeleted(String room, long offset, String position, Instant at, Member author, String reason, String ref)
            implements Logged {}
}
