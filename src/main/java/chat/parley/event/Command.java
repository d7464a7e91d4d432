package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A command from a client. The field {@code type} selects the record. A command with a {@code ref}, an id chosen by the
 * sender, gets exactly one {@link Event.Reply} with that ref. The constructors validate the fields and throw
 * {@link Refusal}.
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
    /** The sender's id for this command, or null. */
    String ref();

    /** Identifies the client. {@code key} is the guest's secret, or null; sessions with the same key are one member. */
    record Hello(String ref, String name, String key) implements Command {
        public Hello {
            ref = Text.ref(ref);
            name = Text.name("name", name);
            key = Text.key(key);
        }
    }

    /** Renames the member in all its sessions. */
    record Rename(String ref, String name) implements Command {
        public Rename {
            ref = Text.ref(ref);
            name = Text.name("name", name);
        }
    }

    /**
     * Joins a room, from the position {@code since} or, if that is null, from its last page.
     *
     * @param create whether to create the room if it does not exist; null means true
     */
    record Join(String ref, String room, String since, Boolean create) implements Command {
        public Join {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        /** Whether to create the room if it does not exist. */
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
     * Requests a page of a room's messages. At most one of {@code before}, {@code after} and {@code around}, offsets in
     * the room's log, may be set; without them it is the newest page.
     *
     * @param limit maximum number of messages; null for the default
     */
    record History(String ref, String room, Long before, Long after, Long around, Integer limit) implements Command {
        private static final int DEFAULT = 50;
        private static final int MAX = 100;

        public History {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            if (Stream.of(before, after, around).filter(Objects::nonNull).count() > 1) {
                throw new Refusal(ErrorCode.INVALID, "Only one of before, after and around may be set");
            }
            if (Stream.of(before, after, around).anyMatch(offset -> offset != null && offset < 0)) {
                throw new Refusal(ErrorCode.INVALID, "before, after and around must be 0 or greater");
            }
            if (limit != null && (limit < 1 || limit > MAX)) {
                throw new Refusal(ErrorCode.INVALID, "limit must be between 1 and " + MAX);
            }
        }

        /** Maximum number of messages in the page. */
        public int size() {
            return limit == null ? DEFAULT : limit;
        }
    }

    /** Stores that the member has read the room up to this offset. */
    record Read(String ref, String room, Long offset) implements Command {
        public Read {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            if (offset == null || offset < 0) {
                throw new Refusal(ErrorCode.INVALID,
                        offset == null ? "offset is missing" : "offset must be 0 or greater");
            }
        }
    }

    /** Announces that the member is typing in the room. */
    record Typing(String ref, String room) implements Command {
        public Typing {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }
    }

    /**
     * Searches the messages of all rooms that the member may read.
     *
     * @param order {@code newest} or {@code best}; null means {@code newest}
     * @param limit maximum number of hits; null for the default
     * @param cursor the cursor of an earlier result, or null
     */
    record Search(String ref, String query, String order, Integer limit, String cursor) implements Command {
        private static final String NEWEST = "newest";
        private static final String BEST = "best";
        private static final int DEFAULT = 20;
        private static final int MAX = 50;

        public Search {
            ref = Text.ref(ref);
            if (query == null) {
                throw new Refusal(ErrorCode.INVALID, "query is missing");
            }
            if (order != null && !order.equals(NEWEST) && !order.equals(BEST)) {
                throw new Refusal(ErrorCode.INVALID, "order must be newest or best");
            }
            if (limit != null && (limit < 1 || limit > MAX)) {
                throw new Refusal(ErrorCode.INVALID, "limit must be between 1 and " + MAX);
            }
        }

        public boolean byRank() {
            return BEST.equals(order);
        }

        /** Maximum number of hits in the result. */
        public int size() {
            return limit == null ? DEFAULT : limit;
        }
    }

    /** Requests the rooms of the member. */
    record MyRooms(String ref) implements Command {
        public MyRooms {
            ref = Text.ref(ref);
        }
    }

    /** Requests the public rooms. @param find part of their names, or null */
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

    /** A write to a room that the session need not have joined. Created by doors only; has no wire name. */
    record WriteAnywhere(Write write) implements Command {
        @Override
        public String ref() {
            return write.ref();
        }
    }

    /** Names a hidden session and makes it visible in its room. Created by doors only; has no wire name. */
    record Appear(String ref, String room, String name) implements Command {
        public Appear {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            name = Text.name("name", name);
        }
    }

    /** An invalid frame, with the refusal to reply. Created by doors only; has no wire name. */
    record Malformed(String ref, Refusal refusal) implements Command {}
}
