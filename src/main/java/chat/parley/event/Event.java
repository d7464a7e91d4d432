package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.List;

/** What a client is told. Field {@code type} names the record; null components are left out. */
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
    @JsonbSubtype(alias = "message", type = Event.Message.class),
    @JsonbSubtype(alias = "edited", type = Event.Edited.class),
    @JsonbSubtype(alias = "deleted", type = Event.Deleted.class),
    @JsonbSubtype(alias = "reacted", type = Event.Reacted.class),
    @JsonbSubtype(alias = "unreacted", type = Event.Unreacted.class),
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
    /** The version of the protocol that these records are. */
    int PROTOCOL = 1;

    /** The one answer to a command, to the session that sent it. */
    sealed interface Reply extends Event {
        /** The command's ref, or null. */
        String ref();
    }

    /** @param pingInterval in milliseconds */
    record Welcome(String ref, int protocol, String session, Member member, long pingInterval) implements Reply {}

    /** The session's member goes by another name. All its sessions are told, those that did not ask for it without a ref. */
    record Renamed(String ref, Member member) implements Reply {}

    /**
     * @param position where the cursor stands: what comes after it follows
     * @param head the newest offset at this moment
     * @param online how many members are here, of whom {@code members} are the first
     * @param topic what the room is about, or null
     */
    record Joined(String ref, String room, String position, long head, boolean recovered, int online, List<Member> members, String topic)
            implements Reply {}

    record Ack(String ref, String room, Long offset, String position, Instant at) implements Reply {
        /** For a command that has no result of its own. */
        public static Ack done(String ref, String room) {
            return new Ack(ref, room, null, null, null);
        }

        /** For what has its place in the log. */
        public static Ack stored(String ref, Entry entry) {
            return new Ack(ref, entry.room(), entry.offset(), entry.position().toString(), entry.at());
        }
    }

    /**
     * A page of what was said.
     *
     * @param messages oldest first
     * @param head the newest offset at this moment
     * @param floor the offset before the oldest message that can still be read
     * @param older what to ask {@code before} for the page before this one; null where there is nothing older
     * @param newer what to ask {@code after} for the page after this one; null where there is nothing newer
     */
    record History(String ref, String room, List<Message> messages, long head, long floor, Long older, Long newer) implements Reply {}

    /** The public rooms. */
    record RoomList(String ref, List<RoomSummary> rooms) implements Reply {}

    /** The rooms in which the member takes part, latest activity first. */
    record MyRooms(String ref, List<MyRoom> rooms) implements Reply {}

    /** @param cursor what to ask for the hits after these; null where there are none */
    record Found(String ref, List<Hit> hits, String cursor) implements Reply {}

    record Pong(String ref) implements Reply {}

    /** @param retryAfter in milliseconds, or null */
    record Failure(String ref, ErrorCode code, String message, Long retryAfter) implements Reply {}

    /** Something that has its place in a room's log. */
    sealed interface Logged extends Event {
        String room();

        long offset();

        /** The place as a token, for coming back. */
        String position();

        Instant at();

        Member author();

        /** The author's own id for it, or null. */
        String ref();

        /** What becomes of this when the change is known, too: itself, where the change does not concern it. */
        default Logged after(Change change) {
            return this;
        }
    }

    /** Something that changes what a message is. */
    sealed interface Change extends Logged {
        /** The message's offset. */
        long target();

        /** The same as an entry says it. */
        Body body();
    }

    /**
     * @param text null where the message is deleted
     * @param replyTo the message that it answers, or null
     * @param edited when it was last edited, or null
     * @param deleted true, or null
     * @param changed the offset of the last entry that changed it, or null
     * @param reactions null where there is none
     * @param mentions who is named in the text, as of when it was written; null where nobody is
     */
    record Message(String room, long offset, String position, Instant at, Member author, String text, String ref, Long replyTo, Instant edited, Boolean deleted, Long changed,
            List<Reaction> reactions, List<Mention> mentions) implements Logged {

        /** This message with what has become of it. */
        Message as(Present now) {
            String said = now.deleted() ? null : now.text() == null ? text : now.text();
            List<Mention> named = now.deleted() ? null : now.text() == null ? mentions : now.mentions();
            return new Message(room, offset, position, at, author, said, ref, replyTo, now.edited(), now.deleted() ? true : null, now.changed(), now.reactions(), named);
        }

        @Override
        public Message after(Change change) {
            if (change.target() != offset || changed != null && change.offset() <= changed) {
                return this;
            }
            Present before = new Present(0, text, edited, deleted != null, reactions, mentions);
            Present now = before.after(change.offset(), change.at(), change.author(), change.body());
            return as(change instanceof Edited edit ? now.mentioning(edit.mentions()) : now);
        }
    }

    /**
     * @param text null where the message was edited again, deleted or forgotten since
     * @param mentions who is named in the text, or null
     */
    record Edited(String room, long offset, String position, Instant at, Member author, long target, String text, String ref, List<Mention> mentions) implements Change {
        @Override
        public Body body() {
            return new Body.Edit(target, text);
        }

        /** What was edited away or deleted is told no more. */
        @Override
        public Edited after(Change change) {
            boolean takesAway = change instanceof Edited || change instanceof Deleted;
            boolean gone = takesAway && change.target() == target && change.offset() > offset;
            return gone ? forgotten() : this;
        }

        /** The same without its words. */
        public Edited forgotten() {
            return text == null ? this : new Edited(room, offset, position, at, author, target, null, ref, null);
        }
    }

    record Deleted(String room, long offset, String position, Instant at, Member author, long target, String ref) implements Change {
        @Override
        public Body body() {
            return new Body.Deletion(target);
        }
    }

    record Reacted(String room, long offset, String position, Instant at, Member author, long target, String emoji, String ref) implements Change {
        @Override
        public Body body() {
            return new Body.Reaction(target, emoji, true);
        }
    }

    record Unreacted(String room, long offset, String position, Instant at, Member author, long target, String emoji, String ref) implements Change {
        @Override
        public Body body() {
            return new Body.Reaction(target, emoji, false);
        }
    }

    record TopicChanged(String room, long offset, String position, Instant at, Member author, String topic, String ref) implements Logged {}

    record MemberJoined(String room, Member member, int online) implements Event {}

    record MemberLeft(String room, Member member, int online) implements Event {}

    /** A member that is there goes by another name now. */
    record MemberRenamed(String room, Member member) implements Event {}

    /** Who is there, whole: takes the place of changes that a session was too slow for. */
    record Members(String room, int online, List<Member> members) implements Event {}

    /** What lies before {@code position} and was not delivered cannot be: the client starts afresh from there. {@code topic} is what the room is about, or null: what was said of that may be gone, too. */
    record Reset(String room, String position, long head, String topic) implements Event {}

    /** Who is writing at this moment: the first few, and how many there are. */
    record Typing(String room, List<Member> members, int count) implements Event {}

    /** Up to where the member has read the room, in whatever session; {@code unread} and {@code mentions} count what comes after it, up to 100. */
    record Read(String room, long offset, int unread, int mentions) implements Event {}

    /**
     * A line of {@link RoomList}.
     *
     * @param topic null where there is none
     * @param members how many take part, here or not
     * @param at when something last happened there; null where nothing has
     */
    record RoomSummary(String room, String topic, int online, int members, Instant at) {}

    /**
     * A line of {@link MyRooms}.
     *
     * @param head the newest offset
     * @param read up to where the member has read
     * @param unread messages of others after that, up to 100
     * @param mentions those among them that name the member, up to 100
     */
    record MyRoom(String room, String topic, int online, int members, Instant at, long head, long read, int unread, int mentions) {}

    /** A message that was searched for, and the parts of its text for which it was found. */
    record Hit(Message message, List<Mark> marks) {}

    /** A part of a text, from one UTF-16 unit up to before another. */
    record Mark(int start, int end) {}
}
