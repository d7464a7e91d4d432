package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

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
            @JsonbSubtype(alias = "room-created", type = Logged.RoomCreated.class),
            @JsonbSubtype(alias = "role-changed", type = Logged.RoleChanged.class),
            @JsonbSubtype(alias = "title-changed", type = Logged.TitleChanged.class),
            @JsonbSubtype(alias = "rules-changed", type = Logged.RulesChanged.class),
            @JsonbSubtype(alias = "rules", type = Event.Rules.class),
            @JsonbSubtype(alias = "archived", type = Logged.Archived.class),
            @JsonbSubtype(alias = "unarchived", type = Logged.Unarchived.class),
            @JsonbSubtype(alias = "slow-mode-changed", type = Logged.SlowModeChanged.class),
            @JsonbSubtype(alias = "room-deleted", type = Logged.RoomDeleted.class),
            @JsonbSubtype(alias = "room-added", type = Event.RoomAdded.class),
            @JsonbSubtype(alias = "room-removed", type = Event.RoomRemoved.class),
            @JsonbSubtype(alias = "roles", type = Event.Roles.class),
            @JsonbSubtype(alias = "audit", type = Event.Audit.class),
            @JsonbSubtype(alias = "deleted-rooms", type = Event.DeletedRooms.class),
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

    /** The room that it is about; null for none or several. */
    default String room() {
        return null;
    }

    /** The reply to a command, for the session that sent it. */
    sealed interface Reply extends Event {
        /** The command's ref, or null. */
        String ref();

        /** Whether it answers a {@linkplain Query#paged paged} query. */
        default boolean paged() {
            return false;
        }

        /**
         * What of this reply the session may still receive, at the moment of sending.
         *
         * @param readable whether the session's member may read the room of this name
         */
        default Reply readable(Predicate<String> readable) {
            return this;
        }
    }

    /** A reply whose content is one room's. */
    sealed interface RoomReply extends Reply permits Joined, History, Pins, Rules, Roles, Audit {
        String room();

        @Override
        default Reply readable(Predicate<String> readable) {
            return readable.test(room()) ? this : new Failure(ref(), ErrorCode.NOT_FOUND, "Room not found", null);
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
     * @param kind null for a public room
     * @param title of a private room, else null
     * @param role the member's own; null for an ordinary member of a public room
     * @param archived true, or null
     * @param slowMode seconds between two posts of a member, or null
     * @param people the members of a direct room, else null
     * @param rules the offset of the entry that set the room's rules, or null if it has none
     */
    record Joined(
            String ref,
            String room,
            String position,
            long head,
            boolean recovered,
            int online,
            List<Member> members,
            String topic,
            RoomKind kind,
            String title,
            Role role,
            Boolean archived,
            Integer slowMode,
            List<Member> people,
            Long rules)
            implements RoomReply {}

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
            implements RoomReply {
        @Override
        public boolean paged() {
            return true;
        }
    }

    /** The public rooms. */
    record RoomList(String ref, List<RoomSummary> rooms) implements Reply {
        @Override
        public Reply readable(Predicate<String> readable) {
            return new RoomList(
                    ref,
                    rooms.stream().filter(room -> readable.test(room.room())).toList());
        }
    }

    /** The member's rooms, latest activity first. @param cursor for the rooms after these, or null if there are none */
    record MyRooms(String ref, List<MyRoom> rooms, String cursor) implements Reply {
        @Override
        public Reply readable(Predicate<String> readable) {
            return new MyRooms(
                    ref,
                    rooms.stream().filter(room -> readable.test(room.room())).toList(),
                    cursor);
        }
    }

    /** Search results. @param cursor the cursor for the next hits, or null if there are none */
    record Found(String ref, List<Hit> hits, String cursor) implements Reply {
        @Override
        public Reply readable(Predicate<String> readable) {
            return new Found(
                    ref,
                    hits.stream()
                            .filter(hit -> readable.test(hit.message().room()))
                            .toList(),
                    cursor);
        }

        @Override
        public boolean paged() {
            return true;
        }
    }

    /**
     * What the room asks of its members, as Markdown.
     *
     * @param rules null if there are none
     * @param offset of the entry that set them, or null
     */
    record Rules(String ref, String room, String rules, Long offset) implements RoomReply {}

    /** The pinned messages of a room, newest message first. */
    record Pins(String ref, String room, List<Logged.Message> messages) implements RoomReply {
        @Override
        public boolean paged() {
            return true;
        }
    }

    /**
     * Who has which role in a room: in a private or direct room all its members, in a public one those with a role of
     * their own.
     *
     * @param role the asking member's own
     */
    record Roles(String ref, String room, RoomKind kind, Role role, List<RoleOf> roles) implements RoomReply {}

    /** A line of {@link Roles}. @param until when it ends, or null */
    record RoleOf(Member member, Role role, Instant until) {}

    /** A page of a room's audit log. @param entries log events, newest first; @param more whether there are older ones */
    record Audit(String ref, String room, List<Event> entries, boolean more) implements RoomReply {
        @Override
        public boolean paged() {
            return true;
        }
    }

    /**
     * The member may now read the room. Sent to all its sessions.
     *
     * @param title may be null
     * @param by null if a ban has ended by itself
     */
    record RoomAdded(String room, RoomKind kind, String title, Role role, Member by) implements Reply {
        @Override
        public String ref() {
            return null;
        }
    }

    /**
     * The member may no longer read the room. Sent to all its sessions; nothing from the room follows.
     *
     * @param title may be null
     * @param by null if a role has ended by itself
     * @param reason may be null
     * @param until when a ban ends, or null
     * @param deleted true if the room was deleted, or null
     */
    record RoomRemoved(
            String room,
            RoomKind kind,
            String title,
            Role role,
            Member by,
            String reason,
            Instant until,
            Boolean deleted)
            implements Reply {
        @Override
        public String ref() {
            return null;
        }
    }

    /** Who deleted which rooms, newest first. @param more whether there are older ones */
    record DeletedRooms(String ref, List<Event> entries, boolean more) implements Reply {}

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
