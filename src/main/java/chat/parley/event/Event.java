package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.List;

/** An event sent to clients. The field {@code type} names the record; null components are omitted. */
@JsonbTypeInfo(
        key = "type",
        value = {
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
            @JsonbSubtype(alias = "message", type = Logged.Message.class),
            @JsonbSubtype(alias = "edited", type = Logged.Edited.class),
            @JsonbSubtype(alias = "deleted", type = Logged.Deleted.class),
            @JsonbSubtype(alias = "reacted", type = Logged.Reacted.class),
            @JsonbSubtype(alias = "unreacted", type = Logged.Unreacted.class),
            @JsonbSubtype(alias = "pinned", type = Logged.Pinned.class),
            @JsonbSubtype(alias = "unpinned", type = Logged.Unpinned.class),
            @JsonbSubtype(alias = "topic-changed", type = Logged.TopicChanged.class),
            @JsonbSubtype(alias = "typing", type = Event.Typing.class),
            @JsonbSubtype(alias = "read", type = Event.Read.class),
            @JsonbSubtype(alias = "member-joined", type = Event.MemberJoined.class),
            @JsonbSubtype(alias = "member-left", type = Event.MemberLeft.class),
            @JsonbSubtype(alias = "member-renamed", type = Event.MemberRenamed.class),
            @JsonbSubtype(alias = "members", type = Event.Members.class),
            @JsonbSubtype(alias = "reset", type = Event.Reset.class)
        })
public sealed interface Event
        permits Event.Reply,
                Event.MemberJoined,
                Event.MemberLeft,
                Event.MemberRenamed,
                Event.Members,
                Event.Reset,
                Event.Typing,
                Event.Read,
                Logged {
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

    /**
     * The reply to {@code hello}.
     *
     * @param pingInterval in milliseconds
     * @param expiresIn milliseconds until the session ends unless its token is renewed; null without a token
     */
    record Welcome(String ref, int protocol, String session, Member member, long pingInterval, Long expiresIn)
            implements Reply {}

    /** The member was renamed. Sent to all its sessions; only the requesting one gets the ref. */
    record Renamed(String ref, Member member) implements Reply {}

    /**
     * @param position the starting position; the entries after it follow
     * @param head the newest offset
     * @param online number of members present; {@code members} lists the first of them
     * @param topic the topic, or null
     */
    record Joined(
            String ref,
            String room,
            String position,
            long head,
            boolean recovered,
            int online,
            List<Member> members,
            String topic)
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
    record History(
            String ref, String room, List<Logged.Message> messages, long head, long floor, Long older, Long newer)
            implements Reply {
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
    record Pins(String ref, String room, List<Logged.Message> messages) implements Reply {
        @Override
        public boolean paged() {
            return true;
        }
    }

    record Pong(String ref) implements Reply {}

    /** The error reply. @param retryAfter in milliseconds, or null */
    record Failure(String ref, ErrorCode code, String message, Long retryAfter) implements Reply {}

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
