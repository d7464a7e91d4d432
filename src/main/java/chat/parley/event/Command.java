package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;

/**
 * What a client asks for. Field {@code type} picks the record; every command may carry a {@code ref}, the sender's own id for it, and is then answered by
 * exactly one {@link Event.Reply} with that ref. The constructors hold the rules of the fields and throw {@link Refusal}.
 */
@JsonbTypeInfo(key = "type", value = {
    @JsonbSubtype(alias = "hello", type = Command.Hello.class),
    @JsonbSubtype(alias = "join", type = Command.Join.class),
    @JsonbSubtype(alias = "leave", type = Command.Leave.class),
    @JsonbSubtype(alias = "post", type = Command.Post.class),
    @JsonbSubtype(alias = "rooms", type = Command.ListRooms.class),
    @JsonbSubtype(alias = "ping", type = Command.Ping.class)
})
public sealed interface Command {
    /** The sender's own id for this command, or null. */
    String ref();

    /** Says who speaks. {@code key}, if any, is the guest's secret: sessions with the same key are one member. */
    record Hello(String ref, String name, String key) implements Command {
        public Hello {
            ref = Text.ref(ref);
            name = Text.name("name", name);
            key = Text.key(key);
        }
    }

    /** Takes part in a room, from the position {@code since} on, or from the room's last page where that is null. */
    record Join(String ref, String room, String since) implements Command {
        public Join {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }
    }

    record Leave(String ref, String room) implements Command {
        public Leave {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }
    }

    record Post(String ref, String room, String text) implements Command {
        public Post {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            text = Text.message("text", text);
        }
    }

    record ListRooms(String ref) implements Command {
        public ListRooms {
            ref = Text.ref(ref);
        }
    }

    record Ping(String ref) implements Command {
        public Ping {
            ref = Text.ref(ref);
        }
    }

    /** A frame that is no command, with the answer it gets: a door makes it of what it could not read, and it has no name on the wire. */
    record Malformed(String ref, Refusal refusal) implements Command {}
}
