package chat.parley.event;

import java.time.Instant;
import java.util.Locale;

/**
 * The content of a log entry. Each kind of entry says here how it is stored, checked, applied and announced. Targets
 * are offsets of messages in the same log.
 */
public sealed interface Body permits Body.Said, Body.Topic, Change, RoomChange {
    /** The kinds of entries, as stored in the columns {@code kind}, {@code target} and {@code body}. */
    enum Kind {
        MESSAGE((target, content) -> new Said(content, target == 0 ? null : target)),
        EDIT(Change.Edit::new),
        DELETION((target, content) -> new Change.Deletion(target)),
        REACTION((target, content) -> new Change.Reacting(target, Reaction.normal(orEmpty(content)), true)),
        UNREACTION((target, content) -> new Change.Reacting(target, Reaction.normal(orEmpty(content)), false)),
        TOPIC((target, content) -> new Topic(orEmpty(content))),
        PIN((target, content) -> new Change.Pinning(target, true)),
        UNPIN((target, content) -> new Change.Pinning(target, false)),
        CREATION((target, content) -> RoomChange.Creation.read(content)),
        ROLE((target, content) -> RoomChange.Grant.read(content)),
        ENDING((target, content) -> RoomChange.Ending.read(content)),
        TITLE((target, content) -> new RoomTitle(orEmpty(content))),
        ARCHIVE((target, content) -> new RoomChange.Archiving(true)),
        UNARCHIVE((target, content) -> new RoomChange.Archiving(false)),
        SLOW_MODE((target, content) -> new RoomChange.SlowMode(content == null ? 0 : Integer.parseInt(content))),
        RULES((target, content) -> new RoomRules(orEmpty(content))),
        ROOM_DELETION((target, content) -> new RoomDeletion(orEmpty(content).isEmpty() ? null : content));

        private interface Reader {
            Body read(long target, String content);
        }

        private final Reader reader;

        Kind(Reader reader) {
            this.reader = reader;
        }

        private static String orEmpty(String content) {
            return content == null ? "" : content;
        }

        /** The inverse of the columns. @param content null if redacted */
        public Body read(long target, String content) {
            return reader.read(target, content);
        }

        /** The column {@code kind}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The room in the transaction that appends the entry. */
    interface RoomState {
        /** Adds a message. */
        void add(Entry message);

        /** Applies a change to its target. */
        void apply(Logged.Changed event, Change change);

        /** Sets the topic; empty removes it. */
        void setTopic(String topic);

        /** Sets the rules; empty removes them. @param offset of the entry that set them, or 0 */
        void setRules(String rules, long offset);

        RoomSettings settings();

        void set(RoomSettings settings);

        /** The member's own standing; null if it has none. */
        Standing standing(String member);

        void set(Standing standing);

        /** Ends the room. @param last its last entry */
        void delete(Entry last);
    }

    /** The room, as the author of a draft finds it. @param <X> the failure of the store */
    interface Place<X extends Exception> {
        /** The time at which the draft is stored. */
        Instant now();

        /** Whether nothing has been appended yet. */
        boolean isNew();

        RoomSettings settings();

        /** The member's own standing; null if it has none. */
        Standing standing(String member) throws X;

        /** The member's present role. */
        Role roleOf(String member) throws X;

        /** The author's present role. */
        Role role() throws X;

        /** The number of owners. */
        int owners() throws X;

        /** The number of members with a role of their own. */
        int people() throws X;

        /** The number of members who are banned with their addresses. */
        int addressBans() throws X;

        /** Whether the author is an owner of the server. */
        boolean ownsServer();

        /** Why the author does not have the right; null if it has. */
        default Refusal refusal(Right right) throws X {
            return settings().refusal(role(), right);
        }
    }

    Kind kind();

    /** The offset of the message that it refers to, or 0. */
    default long target() {
        return 0;
    }

    /** The column {@code body}; null if redacted. */
    String content();

    /** The content by which a repetition of this is recognised. */
    default String identity() {
        return content();
    }

    /** The text in which members can be mentioned, or null. */
    default String prose() {
        return null;
    }

    /** The message that an entry refers to. @param <X> the failure of the store */
    interface Target<X extends Exception> {
        Member author();

        Present now();

        /** The number of pinned messages in the room. */
        int pinned() throws X;
    }

    /** The right that it takes. */
    default Right right() {
        return Right.WRITE;
    }

    /**
     * Why the author must not append this; null if it is allowed.
     *
     * @param target the message that it refers to; null if it refers to none
     */
    default <X extends Exception> Refusal objection(Member author, Place<X> place, Target<X> target) throws X {
        return place.refusal(right());
    }

    /** Applies the entry, whose body this is, to the room. */
    void applyTo(RoomState room, Entry entry);

    /** The event that announces the entry, whose body this is. */
    Logged asEvent(Entry entry);

    /** Whether it creates a public room that does not exist. */
    default boolean beginsRoom() {
        return true;
    }

    /** Whether it removes the text that its target had; only the author may do that. */
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
        public void applyTo(RoomState room, Entry entry) {
            room.add(entry);
        }

        @Override
        public Logged asEvent(Entry entry) {
            return entry.asMessage();
        }
    }

    /** Sets the room's topic; empty removes it. */
    record Topic(String topic) implements Body {
        @Override
        public Right right() {
            return Right.ARRANGE;
        }

        @Override
        public Kind kind() {
            return Kind.TOPIC;
        }

        @Override
        public String content() {
            return topic;
        }

        @Override
        public void applyTo(RoomState room, Entry entry) {
            room.setTopic(topic);
        }

        @Override
        public Logged asEvent(Entry entry) {
            return new Logged.TopicChanged(
                    entry.room(), entry.offset(), entry.token(), entry.at(), entry.author(), topic, entry.ref());
        }
    }
}
