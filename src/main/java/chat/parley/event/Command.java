package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a client asks for. Field {@code type} picks the record; every command may carry a {@code ref}, the sender's own id for it, and is then answered by
 * exactly one {@link Event.Reply} with that ref. The constructors hold the rules of the fields and throw {@link Refusal}.
 */
@JsonbTypeInfo(key = "type", value = {
    @JsonbSubtype(alias = "hello", type = Command.Hello.class),
    @JsonbSubtype(alias = "rename", type = Command.Rename.class),
    @JsonbSubtype(alias = "join", type = Command.Join.class),
    @JsonbSubtype(alias = "leave", type = Command.Leave.class),
    @JsonbSubtype(alias = "post", type = Write.Post.class),
    @JsonbSubtype(alias = "edit", type = Write.Edit.class),
    @JsonbSubtype(alias = "delete", type = Write.Delete.class),
    @JsonbSubtype(alias = "react", type = Write.React.class),
    @JsonbSubtype(alias = "unreact", type = Write.Unreact.class),
    @JsonbSubtype(alias = "topic", type = Write.SetTopic.class),
    @JsonbSubtype(alias = "history", type = Command.History.class),
    @JsonbSubtype(alias = "read", type = Command.Read.class),
    @JsonbSubtype(alias = "typing", type = Command.Typing.class),
    @JsonbSubtype(alias = "search", type = Command.Search.class),
    @JsonbSubtype(alias = "my-rooms", type = Command.MyRooms.class),
    @JsonbSubtype(alias = "rooms", type = Command.ListRooms.class),
    @JsonbSubtype(alias = "ping", type = Command.Ping.class)
})
public sealed interface Command permits Command.Hello, Command.Rename, Command.Join, Command.Leave, Command.History, Command.Read, Command.Typing, Command.Search, Command.MyRooms, Command.ListRooms,
        Command.Ping, Command.WriteAnywhere, Command.Appear, Command.Malformed, Write {
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

    /** Gives the member another name, in all its sessions. */
    record Rename(String ref, String name) implements Command {
        public Rename {
            ref = Text.ref(ref);
            name = Text.name("name", name);
        }
    }

    /**
     * Takes part in a room, from the position {@code since} on, or from the room's last page where that is null.
     *
     * @param create false where a room that does not exist is not to be made; null stands for true
     */
    record Join(String ref, String room, String since, Boolean create) implements Command {
        public Join {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        /** Whether the room is made where it does not exist. */
        public boolean creates() {
            return !Boolean.FALSE.equals(create);
        }
    }

    record Leave(String ref, String room) implements Command {
        public Leave {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }
    }

    /**
     * Asks for a page of what was said. Of {@code before}, {@code after} and {@code around}, offsets in the room's log, at most one is given; without any it is the newest page.
     *
     * @param limit most messages in the page; null leaves it to the server
     */
    record History(String ref, String room, Long before, Long after, Long around, Integer limit) implements Command {
        private static final int USUAL = 50;
        private static final int MOST = 100;

        public History {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            if (Stream.of(before, after, around).filter(Objects::nonNull).count() > 1) {
                throw new Refusal(ErrorCode.INVALID, "Only one of before, after and around can be given");
            }
            if (Stream.of(before, after, around).anyMatch(offset -> offset != null && offset < 0)) {
                throw new Refusal(ErrorCode.INVALID, "An offset is 0 or more");
            }
            if (limit != null && (limit < 1 || limit > MOST)) {
                throw new Refusal(ErrorCode.INVALID, "limit must be 1 to " + MOST);
            }
        }

        /** Most messages in the page. */
        public int size() {
            return limit == null ? USUAL : limit;
        }
    }

    /** The member has read the room up to this offset. */
    record Read(String ref, String room, Long offset) implements Command {
        public Read {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            if (offset == null || offset < 0) {
                throw new Refusal(ErrorCode.INVALID, offset == null ? "offset is missing" : "An offset is 0 or more");
            }
        }
    }

    /** The member is writing something in the room. */
    record Typing(String ref, String room) implements Command {
        public Typing {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }
    }

    /**
     * Looks for messages in all rooms that the member may read.
     *
     * @param order {@code newest}, also where it is null, or {@code best}
     * @param limit most hits in the answer; null leaves it to the server
     * @param cursor where an earlier answer ended, or null
     */
    record Search(String ref, String query, String order, Integer limit, String cursor) implements Command {
        private static final String NEWEST = "newest";
        private static final String BEST = "best";
        private static final int USUAL = 20;
        private static final int MOST = 50;

        public Search {
            ref = Text.ref(ref);
            if (query == null) {
                throw new Refusal(ErrorCode.INVALID, "query is missing");
            }
            if (order != null && !order.equals(NEWEST) && !order.equals(BEST)) {
                throw new Refusal(ErrorCode.INVALID, "order must be newest or best");
            }
            if (limit != null && (limit < 1 || limit > MOST)) {
                throw new Refusal(ErrorCode.INVALID, "limit must be 1 to " + MOST);
            }
        }

        public boolean byRank() {
            return BEST.equals(order);
        }

        /** Most hits in the answer. */
        public int size() {
            return limit == null ? USUAL : limit;
        }
    }

    /** Asks for the rooms in which the member takes part. */
    record MyRooms(String ref) implements Command {
        public MyRooms {
            ref = Text.ref(ref);
        }
    }

    /** @param find a part of the names that are wanted, or null */
    record ListRooms(String ref, String find) implements Command {
        public ListRooms {
            ref = Text.ref(ref);
            find = find == null || find.isBlank() ? null : Text.name("find", find);
        }
    }

    record Ping(String ref) implements Command {
        public Ping {
            ref = Text.ref(ref);
        }
    }

    /** A write to a room that the session need not be in. A door's own command: it has no name on the wire. */
    record WriteAnywhere(Write write) implements Command {
        @Override
        public String ref() {
            return write.ref();
        }
    }

    /** Names a session that was unseen, and shows it to the others in its one room. A door's own command: it has no name on the wire. */
    record Appear(String ref, String room, String name) implements Command {
        public Appear {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            name = Text.name("name", name);
        }
    }

    /** A frame that is no command, with the answer it gets: a door makes it of what it could not read, and it has no name on the wire. */
    record Malformed(String ref, Refusal refusal) implements Command {}
}
