package chat.parley.event;

import java.util.List;
import java.util.Locale;

/**
 * The content of a log entry. Each kind of entry says here how it is stored, checked, applied and announced. Targets
 * are offsets of messages in the same log.
 */
public sealed interface Body {
    /** The kinds of entries, as stored in the columns {@code kind}, {@code target} and {@code body}. */
    enum Kind {
        MESSAGE {
            @Override
            public Body read(long target, String content) {
                return new Said(content, target == 0 ? null : target);
            }
        },
        EDIT {
            @Override
            public Body read(long target, String content) {
                return new Edit(target, content);
            }
        },
        DELETION {
            @Override
            public Body read(long target, String content) {
                return new Deletion(target);
            }
        },
        REACTION {
            @Override
            public Body read(long target, String content) {
                return new Reacting(target, Reaction.normal(content == null ? "" : content), true);
            }
        },
        UNREACTION {
            @Override
            public Body read(long target, String content) {
                return new Reacting(target, Reaction.normal(content == null ? "" : content), false);
            }
        },
        TOPIC {
            @Override
            public Body read(long target, String content) {
                return new Topic(content == null ? "" : content);
            }
        };

        /** The inverse of the columns. @param content null if redacted */
        public abstract Body read(long target, String content);

        /** The column {@code kind}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The room in the transaction that appends the entry. */
    interface Room {
        /** Adds a message. */
        void add(Entry message);

        /** Applies a change to its target. */
        void apply(Event.Change change, Change body);

        /** Sets the topic; empty removes it. */
        void setTopic(String topic);
    }

    Kind kind();

    /** The offset of the message that it refers to, or 0. */
    default long target() {
        return 0;
    }

    /** The column {@code body}; null if redacted. */
    String content();

    /** The text in which members can be mentioned, or null. */
    default String prose() {
        return null;
    }

    /**
     * Why the author must not append this; null if it is allowed.
     *
     * @param writer the author of the target
     * @param now the present state of the target
     */
    default Refusal objection(Member author, Member writer, Present now) {
        return null;
    }

    /** Applies the entry, whose body this is, to the room. */
    void applyTo(Room room, Entry entry);

    /** The event that announces the entry, whose body this is. */
    Event.Logged asEvent(Entry entry);

    /** Whether it removes the text that its target had. */
    default boolean removesText() {
        return false;
    }

    /** Approximate size in characters. */
    default int weight() {
        return prose() == null ? 0 : prose().length();
    }

    /**
     * A message.
     *
     * @param text null if it was edited, deleted or removed by retention
     * @param replyTo offset of the message it replies to, or null; a reply may follow the deletion of its target
     */
    record Said(String text, Long replyTo) implements Body {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }

        @Override
        public long target() {
            return replyTo == null ? 0 : replyTo;
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
        public void applyTo(Room room, Entry entry) {
            room.add(entry);
        }

        @Override
        public Event.Logged asEvent(Entry entry) {
            return entry.asMessage();
        }
    }

    /** A change of a message. */
    sealed interface Change extends Body {
        @Override
        long target();

        /** The target's state after this change. @param change the event that announces it */
        Present applyTo(Present before, Event.Change change);

        @Override
        Event.Change asEvent(Entry entry);

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
    }

    /** Replaces the text of a message. {@code text} is null if the message was edited again or deleted since. */
    record Edit(long target, String text) implements Change {
        @Override
        public Kind kind() {
            return Kind.EDIT;
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
        public Present applyTo(Present before, Event.Change change) {
            return before.edited(change.offset(), change.at(), text, change.mentions());
        }

        @Override
        public Event.Change asEvent(Entry entry) {
            List<Mention> mentions = text == null ? null : entry.mentions();
            return new Event.Edited(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, text, entry.ref(), mentions);
        }
    }

    /** Deletes a message. */
    record Deletion(long target) implements Change {
        @Override
        public Kind kind() {
            return Kind.DELETION;
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
        public Present applyTo(Present before, Event.Change change) {
            return Present.deleted(change.offset());
        }

        @Override
        public Event.Change asEvent(Entry entry) {
            return new Event.Deleted(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, entry.ref());
        }
    }

    /** Adds the author's reaction, or removes it if {@code on} is false. */
    record Reacting(long target, String emoji, boolean on) implements Change {
        @Override
        public Kind kind() {
            return on ? Kind.REACTION : Kind.UNREACTION;
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
        public Present applyTo(Present before, Event.Change change) {
            return before.reacted(change.offset(), Reaction.after(before.reactions(), change.author(), emoji, on));
        }

        @Override
        public Event.Change asEvent(Entry entry) {
            return on ? new Event.Reacted(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, emoji, entry.ref())
                    : new Event.Unreacted(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), target, emoji, entry.ref());
        }
    }

    /** Sets the room's topic; empty removes it. */
    record Topic(String topic) implements Body {
        @Override
        public Kind kind() {
            return Kind.TOPIC;
        }

        @Override
        public String content() {
            return topic;
        }

        @Override
        public void applyTo(Room room, Entry entry) {
            room.setTopic(topic);
        }

        @Override
        public Event.Logged asEvent(Entry entry) {
            return new Event.TopicChanged(entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), topic, entry.ref());
        }
    }
}
