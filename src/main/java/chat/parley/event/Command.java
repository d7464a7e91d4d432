package chat.parley.event;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;

/**
 * A command from a client. The field {@code type} selects the record. A command with a {@code ref}, an id chosen by the
 * sender, gets exactly one {@link Event.Reply} with that ref. The constructors validate the fields and throw
 * {@link Refusal}.
 */
@JsonbTypeInfo(
        key = "type",
        value = {
            @JsonbSubtype(alias = "hello", type = Command.Hello.class),
            @JsonbSubtype(alias = "rename", type = Command.Rename.class),
            @JsonbSubtype(alias = "join", type = Command.Join.class),
            @JsonbSubtype(alias = "leave", type = Command.Leave.class),
            @JsonbSubtype(alias = "post", type = Write.Post.class),
            @JsonbSubtype(alias = "edit", type = Write.Edit.class),
            @JsonbSubtype(alias = "delete", type = Write.Delete.class),
            @JsonbSubtype(alias = "react", type = Write.React.class),
            @JsonbSubtype(alias = "unreact", type = Write.Unreact.class),
            @JsonbSubtype(alias = "pin", type = Write.Pin.class),
            @JsonbSubtype(alias = "unpin", type = Write.Unpin.class),
            @JsonbSubtype(alias = "topic", type = Write.SetTopic.class),
            @JsonbSubtype(alias = "create-room", type = RoomCommand.Create.class),
            @JsonbSubtype(alias = "delete-room", type = RoomCommand.Delete.class),
            @JsonbSubtype(alias = "set-role", type = RoomCommand.SetRole.class),
            @JsonbSubtype(alias = "title", type = Write.SetTitle.class),
            @JsonbSubtype(alias = "set-rules", type = Write.SetRules.class),
            @JsonbSubtype(alias = "rules", type = Query.Rules.class),
            @JsonbSubtype(alias = "archive", type = Write.Archive.class),
            @JsonbSubtype(alias = "unarchive", type = Write.Unarchive.class),
            @JsonbSubtype(alias = "slow-mode", type = Write.SetSlowMode.class),
            @JsonbSubtype(alias = "roles", type = Query.Roles.class),
            @JsonbSubtype(alias = "audit", type = Query.Audit.class),
            @JsonbSubtype(alias = "deleted-rooms", type = Query.DeletedRooms.class),
            @JsonbSubtype(alias = "history", type = Query.History.class),
            @JsonbSubtype(alias = "pins", type = Query.Pins.class),
            @JsonbSubtype(alias = "read", type = Command.Read.class),
            @JsonbSubtype(alias = "typing", type = Command.Typing.class),
            @JsonbSubtype(alias = "search", type = Query.Search.class),
            @JsonbSubtype(alias = "my-rooms", type = Query.MyRooms.class),
            @JsonbSubtype(alias = "rooms", type = Query.ListRooms.class),
            @JsonbSubtype(alias = "ping", type = Command.Ping.class)
        })
public sealed interface Command
        permits Command.Hello,
                Command.Rename,
                Command.Join,
                Command.Leave,
                Command.Read,
                Command.Typing,
                Command.Ping,
                Command.WriteAnywhere,
                Command.Appear,
                Command.Malformed,
                Query,
                RoomCommand,
                Write {
    /** Executes commands, one method for each. @param <C> the sender of a command */
    interface Handler<C> {
        void hello(C sender, Hello hello);

        void rename(C sender, Rename rename);

        void join(C sender, Join join);

        void leave(C sender, Leave leave);

        void createRoom(C sender, RoomCommand.Create create);

        void setRole(C sender, RoomCommand.SetRole grant);

        void deleteRoom(C sender, RoomCommand.Delete deletion);

        void read(C sender, Read read);

        void typing(C sender, Typing typing);

        void ping(C sender, Ping ping);

        void writeAnywhere(C sender, WriteAnywhere anywhere);

        void appear(C sender, Appear appear);

        void write(C sender, Write write);

        void query(C sender, Query<?> query);
    }

    /** The sender's id for this command, or null. */
    String ref();

    /** Calls the handler's method for this command. @throws Refusal if the command fails at once */
    <C> void execute(Handler<C> handler, C sender);

    /** Whether the sender must have said {@code hello}. */
    default boolean needsMember() {
        return true;
    }

    /**
     * Identifies the client: a guest by its name, or a member of another application by a signed token, which contains
     * the name. On a session with a token, a further hello renews it.
     *
     * @param name a guest's; null with a token, or if the request has proved who the client is
     * @param key the guest's secret, or null; sessions with the same key are one member
     * @param token null for a guest
     */
    record Hello(String ref, String name, String key, String token) implements Command {
        public Hello {
            ref = Text.ref(ref);
            token = Text.token(token);
            name = token == null && name != null ? Text.name("name", name) : null;
            key = Text.key(key);
            if (token != null && key != null) {
                throw new Refusal(ErrorCode.INVALID, "Send a key or a token, not both");
            }
        }

        /** The hello of a client that has proved by its request who it is. */
        public static Hello signedIn(String ref) {
            return new Hello(ref, null, null, null);
        }

        /** A guest's hello. @param key may be null */
        public static Hello guest(String ref, String name, String key) {
            return new Hello(ref, name, key, null);
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Hello[ref=" + ref + ", name=" + name + "]";
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.hello(sender, this);
        }

        @Override
        public boolean needsMember() {
            return false;
        }
    }

    /** Renames the member in all its sessions. */
    record Rename(String ref, String name) implements Command {
        public Rename {
            ref = Text.ref(ref);
            name = Text.name("name", name);
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.rename(sender, this);
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

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.join(sender, this);
        }
    }

    record Leave(String ref, String room) implements Command {
        public Leave {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.leave(sender, this);
        }
    }

    /** Stores that the member has read the room up to this offset. */
    record Read(String ref, String room, Long offset) implements Command {
        public Read {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            if (offset == null || offset < 0) {
                throw new Refusal(
                        ErrorCode.INVALID, offset == null ? "offset is missing" : "offset must be 0 or greater");
            }
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.read(sender, this);
        }
    }

    /** Announces that the member is typing in the room. */
    record Typing(String ref, String room) implements Command {
        public Typing {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.typing(sender, this);
        }
    }

    record Ping(String ref) implements Command {
        public Ping {
            ref = Text.ref(ref);
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.ping(sender, this);
        }

        @Override
        public boolean needsMember() {
            return false;
        }
    }

    /**
     * A write to a room that the session need not have joined. Created by doors only; has no wire name.
     *
     * @param epoch of the log that the client had seen when it sent the write; null if that is not known
     */
    record WriteAnywhere(Write write, String epoch) implements Command {
        public WriteAnywhere(Write write) {
            this(write, null);
        }

        @Override
        public String ref() {
            return write.ref();
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.writeAnywhere(sender, this);
        }
    }

    /** Names a hidden session and makes it visible in its room. Created by doors only; has no wire name. */
    record Appear(String ref, String room, String name) implements Command {
        public Appear {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            name = Text.name("name", name);
        }

        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            handler.appear(sender, this);
        }
    }

    /** An invalid frame, with the refusal to reply. Created by doors only; has no wire name. */
    record Malformed(String ref, Refusal refusal) implements Command {
        @Override
        public <C> void execute(Handler<C> handler, C sender) {
            throw refusal;
        }

        @Override
        public boolean needsMember() {
            return false;
        }
    }
}
