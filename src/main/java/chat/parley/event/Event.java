package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.List;

/** An event sent to clients. The field {@code type} names the record; null components are omitted. */
@JsonbTypeInfo(key = "type", value = {
    @JsonbSubtype(alias = "welcome", type = Event.Welcome.class),
    @JsonbSubtype(alias = "renamed", type = Event.Renamed.class),
    @JsonbSubtype(alias = "joined", type = Event.Joined.class),
    @JsonbSubtype(alias = "ack", type = Event.Ack.class),
    @JsonbSubtype(alias = "history", type = Event.History.class),
    @JsonbSubtype(alias = "rooms", type = Event.RoomList.class),
    @JsonbSubtype(alias = "pong", type = Event.Pong.class),
    @JsonbSubtype(alias = "error", type = Event.Failure.class),
    @JsonbSubtype(alias = "my-rooms", type = Event.MyRooms.class),
    @JsonbSubtype(alias = "search", type = Event.Found.class),
    @JsonbSubtype(alias = "pins", type = Event.Pins.class),
    @JsonbSubtype(alias = "message", type = Event.Message.class),
    @JsonbSubtype(alias = "edited", type = Event.Edited.class),
    @JsonbSubtype(alias = "deleted", type = Event.Deleted.class),
    @JsonbSubtype(alias = "reacted", type = Event.Reacted.class),
    @JsonbSubtype(alias = "unreacted", type = Event.Unreacted.class),
    @JsonbSubtype(alias = "pinned", type = Event.Pinned.class),
    @JsonbSubtype(alias = "unpinned", type = Event.Unpinned.class),
    @JsonbSubtype(alias = "topic-changed", type = Event.TopicChanged.class),
    @JsonbSubtype(alias = "typing", type = Event.Typing.class),
    @JsonbSubtype(alias = "read", type = Event.Read.class),
    @JsonbSubtype(alias = "member-joined", type = Event.MemberJoined.class),
    @JsonbSubtype(alias = "member-left", type = Event.MemberLeft.class),
    @JsonbSubtype(alias = "member-renamed", type = Event.MemberRenamed.class),
    @JsonbSubtype(alias = "members", type = Event.Members.class),
    @JsonbSubtype(alias = "reset", type = Event.Reset.class)
})
public sealed interface Event {
    /** Protocol version. */
    int PROTOCOL = 1;

    /** The reply to a command, for the session that sent it. */
    sealed interface Reply extends Event {
        /** The command's ref, or null. */
        String ref();

        /** Whether it answers a {@linkplain Query#paged paged} query. */
        default boolean paged() {
            return false;
        }
    }

    /** The reply to {@code hello}. @param pingInterval in milliseconds */
    record Welcome(String ref, int protocol, String session, Member member, long pingInterval) implements Reply {}

    /** The member was renamed. Sent to all its sessions; only the requesting one gets the ref. */
    record Renamed(String ref, Member member) implements Reply {}

    /**
     * @param position the starting position; the entries after it follow
     * @param head the newest offset
     * @param online number of members present; {@code members} lists the first of them
     * @param topic the topic, or null
     */
    record Joined(String ref, String room, String position, long head, boolean recovered, int online, List<Member> members, String topic)
            implements Reply {}

    record Ack(String ref, String room, Long offset, String position, Instant at) implements Reply {
        /** Acknowledges a command without a result. */
        public static Ack done(String ref, String room) {
            return new Ack(ref, room, null, null, null);
        }

        /** Acknowledges an entry stored in the log. */
        public static Ack stored(String ref, Entry entry) {
            return new Ack(ref, entry.room(), entry.offset(), entry.position().toString(), entry.at());
        }
    }

    /**
     * A page of messages.
     *
     * @param messages oldest first
     * @param head the newest offset
     * @param floor the offset before the oldest message that is still available
     * @param older {@code before} for the previous page, or null if there is none
     * @param newer {@code after} for the next page, or null if there is none
     */
    record History(String ref, String room, List<Message> messages, long head, long floor, Long older, Long newer) implements Reply {
        @Override
        public boolean paged() {
            return true;
        }
    }

    /** The public rooms. */
    record RoomList(String ref, List<RoomSummary> rooms) implements Reply {}

    /** The member's rooms, latest activity first. */
    record MyRooms(String ref, List<MyRoom> rooms) implements Reply {}

    /** Search results. @param cursor the cursor for the next hits, or null if there are none */
    record Found(String ref, List<Hit> hits, String cursor) implements Reply {
        @Override
        public boolean paged() {
            return true;
        }
    }

    /** The pinned messages of a room, newest message first. */
    record Pins(String ref, String room, List<Message> messages) implements Reply {
        @Override
        public boolean paged() {
            return true;
        }
    }

    record Pong(String ref) implements Reply {}

    /** The error reply. @param retryAfter in milliseconds, or null */
    record Failure(String ref, ErrorCode code, String message, Long retryAfter) implements Reply {}

    /** A log entry. */
    sealed interface Logged extends Event {
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
    record Message(String room, long offset, String position, Instant at, Member author, String text, String ref, Long replyTo, Instant edited, Boolean deleted, Long changed,
            List<Reaction> reactions, List<Mention> mentions, Boolean pinned) implements Logged {

        /** This message in its present state. */
        Message withState(Present now) {
            String said = now.deleted() ? null : now.text() == null ? text : now.text();
            List<Mention> named = now.deleted() ? null : now.text() == null ? mentions : now.mentions();
            return new Message(room, offset, position, at, author, said, ref, replyTo, now.edited(), now.deleted() ? true : null, now.changed(), now.reactions(), named,
                    now.pinned() ? true : null);
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
    record Edited(String room, long offset, String position, Instant at, Member author, long target, String text, String ref, List<Mention> mentions) implements Changed {
        @Override
        public Change body() {
            return new Change.Edit(target, text);
        }

        /** Drops the text once a later edit or deletion has replaced it. */
        @Override
        public Edited after(Changed change) {
            return change.body().removesText() && change.target() == target && change.offset() > offset ? withoutText() : this;
        }

        /** This event without its text. */
        public Edited withoutText() {
            return text == null ? this : new Edited(room, offset, position, at, author, target, null, ref, null);
        }
    }

    record Deleted(String room, long offset, String position, Instant at, Member author, long target, String ref) implements Changed {
        @Override
        public Change body() {
            return new Change.Deletion(target);
        }
    }

    record Reacted(String room, long offset, String position, Instant at, Member author, long target, String emoji, String ref) implements Changed {
        @Override
        public Change body() {
            return new Change.Reacting(target, emoji, true);
        }
    }

    record Unreacted(String room, long offset, String position, Instant at, Member author, long target, String emoji, String ref) implements Changed {
        @Override
        public Change body() {
            return new Change.Reacting(target, emoji, false);
        }
    }

    record Pinned(String room, long offset, String position, Instant at, Member author, long target, String ref) implements Changed {
        @Override
        public Change body() {
            return new Change.Pinning(target, true);
        }
    }

    record Unpinned(String room, long offset, String position, Instant at, Member author, long target, String ref) implements Changed {
        @Override
        public Change body() {
            return new Change.Pinning(target, false);
        }
    }

    record TopicChanged(String room, long offset, String position, Instant at, Member author, String topic, String ref) implements Logged {}

    record MemberJoined(String room, Member member, int online) implements Event {}

    record MemberLeft(String room, Member member, int online) implements Event {}

    /** A member in the room was renamed. */
    record MemberRenamed(String room, Member member) implements Event {}

    /** All members in the room; replaces presence changes that a slow session missed. */
    record Members(String room, int online, List<Member> members) implements Event {}

    /**
     * Entries up to {@code position} can no longer be delivered; the client restarts there. {@code topic} may be null.
     */
    record Reset(String room, String position, long head, String topic) implements Event {}

    /** The members who are typing: the first few and the total count. */
    record Typing(String room, List<Member> members, int count) implements Event {}

    /** The member's read position; {@code unread} and {@code mentions} count the messages after it, up to 100. */
    record Read(String room, long offset, int unread, int mentions) implements Event {}
}
