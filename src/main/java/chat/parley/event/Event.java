package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.List;

/** What a client is told. Field {@code type} names the record; null components are left out. */
@JsonbTypeInfo(key = "type", value = {
    @JsonbSubtype(alias = "welcome", type = Event.Welcome.class),
    @JsonbSubtype(alias = "joined", type = Event.Joined.class),
    @JsonbSubtype(alias = "ack", type = Event.Ack.class),
    @JsonbSubtype(alias = "history", type = Event.History.class),
    @JsonbSubtype(alias = "rooms", type = Event.RoomList.class),
    @JsonbSubtype(alias = "pong", type = Event.Pong.class),
    @JsonbSubtype(alias = "error", type = Event.Failure.class),
    @JsonbSubtype(alias = "message", type = Event.Message.class),
    @JsonbSubtype(alias = "member-joined", type = Event.MemberJoined.class),
    @JsonbSubtype(alias = "member-left", type = Event.MemberLeft.class),
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

    /**
     * @param position where the cursor stands: what comes after it follows
     * @param head the newest offset at this moment
     * @param online how many members are here, of whom {@code members} are the first
     */
    record Joined(String ref, String room, String position, long head, boolean recovered, int online, List<Member> members)
            implements Reply {}

    record Ack(String ref, String room, Long offset, String position, Instant at) implements Reply {
        /** For a command that has no result of its own. */
        public static Ack done(String ref, String room) {
            return new Ack(ref, room, null, null, null);
        }

        /** For a post that has its place in the log. */
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

    record RoomList(String ref, List<RoomSummary> rooms) implements Reply {}

    record Pong(String ref) implements Reply {}

    /** @param retryAfter in milliseconds, or null */
    record Failure(String ref, ErrorCode code, String message, Long retryAfter) implements Reply {}

    record Message(String room, long offset, String position, Instant at, Member author, String text, String ref) implements Event {}

    record MemberJoined(String room, Member member, int online) implements Event {}

    record MemberLeft(String room, Member member, int online) implements Event {}

    /** Who is there, whole: takes the place of changes that a session was too slow for. */
    record Members(String room, int online, List<Member> members) implements Event {}

    /** What lies before {@code position} and was not delivered cannot be: the client starts afresh from there. */
    record Reset(String room, String position, long head) implements Event {}

    /** A line of {@link RoomList}. */
    record RoomSummary(String room, int online) {}
}
