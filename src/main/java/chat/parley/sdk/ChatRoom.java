package chat.parley.sdk;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A room that this client is in, across all its connections. Thread-safe; no method blocks.
 *
 * <p>What changes something returns a stage that completes when the server has stored it. Until then the command waits
 * in the outbox, in the order of the calls, and is sent again after a lost connection with the same {@code ref}, so
 * that it is stored once. It fails if the server refuses it or the client is closed, with a {@link ParleyException} as
 * the cause of a {@link java.util.concurrent.CompletionException}. Stages complete on a thread of the client's own:
 * what you attach to them must not wait for another one.
 */
public final class ChatRoom extends AdministeredRoom {
    /** Whose room it is. For the lane. */
    interface Owner {
        /** The server has told the room's own name. Returns why that cannot be, or null. */
        ParleyException named(ChatRoom room, String name);

        /** The server has not let us in. */
        void refused(ChatRoom room, ParleyException error);

        void left(ChatRoom room);
    }

    private final Inside inside = new Inside();
    private final RoomWire wire;
    private final Owner owner;
    private final RoomListener listener;
    private final LogFollower log;
    private final RoomPresence presence;
    private final RoomSignals signals;
    private final RoomOutbox outbox;
    private final JoinRequest join;
    private final Leaving leaving;
    private final CompletableFuture<ChatRoom> entered = new CompletableFuture<>();
    private volatile String id;
    private volatile RoomFacts facts = RoomFacts.UNKNOWN;
    private volatile boolean joined;
    private volatile ParleyException end;
    private boolean wasIn;

    ChatRoom(String id, RoomWire wire, Owner owner, RoomListener listener, JoinOptions options) {
        this.id = id;
        this.wire = wire;
        this.owner = owner;
        this.listener = listener;
        join = new JoinRequest(wire, options.create(), this::begin, error -> owner.refused(this, error));
        log = new LogFollower(inside, wire, listener, options.since());
        presence = new RoomPresence(wire, listener);
        signals = new RoomSignals(wire, inside);
        outbox = new RoomOutbox(wire, () -> enter(true));
        leaving = new Leaving(wire);
    }

    private final class Inside implements LogFollower.Room {
        @Override
        public String id() {
            return id;
        }

        @Override
        public void rejoin() {
            enter(false);
        }

        @Override
        public void settled(WireEvent entry) {
            outbox.seen(entry);
        }

        @Override
        public void changed(RoomEntry entry) {
            facts = facts.after(entry, wire.me());
        }

        @Override
        public void topic(String topic, ChatMember author) {
            if (!topic.equals(facts.topic())) {
                facts = facts.withTopic(topic);
                wire.listeners().put(() -> listener.topic(topic, author));
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    /** Completes with the room when the server first lets us in, or fails if it refuses. */
    public CompletableFuture<ChatRoom> entered() {
        return entered.copy();
    }

    /** Whether we are in the room in this connection. */
    public boolean isJoined() {
        return joined;
    }

    /** Title, topic, your role and so on, as last heard. */
    public RoomFacts facts() {
        return facts;
    }

    /** Who is in the room now; fewer than {@link #online} if the room is very full. */
    public List<ChatMember> members() {
        return presence.members();
    }

    /** How many members are in the room now. */
    public int online() {
        return presence.online();
    }

    /** The offset of the newest entry that was handed to the listener, or waits for it; -1 before the first. */
    public long offset() {
        return log.offset();
    }

    /**
     * The position of that entry. To go on after a restart of your program, store the {@code position} of the last
     * message that your listener has dealt with, rather than this.
     */
    public String position() {
        return log.position();
    }

    /** Sends a message. */
    public CompletableFuture<Stored> send(String text) {
        return send(text, null, null);
    }

    /**
     * Sends a message.
     *
     * @param replyTo the offset of the message to reply to, or null
     * @param ref 1 to 64 visible ASCII characters; null for a new one. A message that you send again with the same
     *     ref is stored once, also if another run of your program sends it, with the same key or user
     */
    public CompletableFuture<Stored> send(String text, Long replyTo, String ref) {
        wire.lane().execute(signals::sent);
        return write(WireCommand.of("post", ref, "room", id, "text", text, "replyTo", replyTo));
    }

    /** Replaces the text of a message of yours. @param target its offset */
    public CompletableFuture<Stored> edit(long target, String text) {
        return write(WireCommand.of("edit", null, "room", id, "target", target, "text", text));
    }

    /** Deletes a message of yours or, for moderators, of anybody, for good. @param target its offset */
    public CompletableFuture<Stored> delete(long target) {
        return write(WireCommand.of("delete", null, "room", id, "target", target));
    }

    /** Adds your reaction. @param target the offset of the message @param emoji one emoji */
    public CompletableFuture<Stored> react(long target, String emoji) {
        return write(WireCommand.of("react", null, "room", id, "target", target, "emoji", emoji));
    }

    /** Removes your reaction. */
    public CompletableFuture<Stored> unreact(long target, String emoji) {
        return write(WireCommand.of("unreact", null, "room", id, "target", target, "emoji", emoji));
    }

    /** Pins a message for everybody. @param target its offset */
    public CompletableFuture<Stored> pin(long target) {
        return write(WireCommand.of("pin", null, "room", id, "target", target));
    }

    public CompletableFuture<Stored> unpin(long target) {
        return write(WireCommand.of("unpin", null, "room", id, "target", target));
    }

    /** At most 250 characters; empty for none. */
    public CompletableFuture<Stored> setTopic(String topic) {
        return write(WireCommand.of("topic", null, "room", id, "topic", topic));
    }

    @Override
    CompletableFuture<Stored> write(WireCommand command) {
        return wire.promises().promise(promise -> outbox.add(command, promise));
    }

    /** The newest messages. */
    public CompletableFuture<MessagePage> history() {
        return page(null, null, null, null);
    }

    /** The messages just before an offset. @param limit 1 to 100; a page may have fewer */
    public CompletableFuture<MessagePage> historyBefore(long offset, int limit) {
        return page(offset, null, null, limit);
    }

    /** The messages just after an offset; 0 for the oldest. @param limit 1 to 100; a page may have fewer */
    public CompletableFuture<MessagePage> historyAfter(long offset, int limit) {
        return page(null, offset, null, limit);
    }

    /** The message at an offset and those on both sides. @param limit 1 to 100; a page may have fewer */
    public CompletableFuture<MessagePage> historyAround(long offset, int limit) {
        return page(null, null, offset, limit);
    }

    private CompletableFuture<MessagePage> page(Long before, Long after, Long around, Integer limit) {
        WireCommand query = WireCommand.of(
                "history", null, "room", id, "before", before, "after", after, "around", around, "limit", limit);
        return ask(query, reply -> WireRecords.page(reply, wire.me()));
    }

    /** The pinned messages, newest first, at most 50. */
    public CompletableFuture<List<ChatMessage>> pins() {
        return ask(
                WireCommand.of("pins", null, "room", id),
                reply -> reply.list("messages", each -> WireRecords.message(each, wire.me())));
    }

    @Override
    <T> CompletableFuture<T> ask(WireCommand query, Function<WireEvent, T> read) {
        return wire.ask(query, () -> end == null, read);
    }

    /** Shows that you are typing. Call it as often as you like. */
    public void typing() {
        wire.lane().execute(signals::typing);
    }

    /** Marks everything up to this offset as read, in all your sessions. Call it as often as you like. */
    public void markRead(long offset) {
        wire.lane().execute(() -> signals.read(offset));
    }

    /**
     * Leaves the room; nothing more arrives from it. Commands that wait fail with {@code closed}. You need an
     * invitation to come back to a private room.
     */
    public CompletableFuture<Void> leave() {
        if (end != null) {
            return CompletableFuture.completedFuture(null);
        }
        return leaving.begin(id, () -> owner.left(this));
    }

    /** Joins. @param fresh whether we are not in the room by now, as in a new session */
    void enter(boolean fresh) {
        if (end != null) {
            return;
        }
        if (fresh) {
            exit();
        }
        join.send(id, log.position(), () -> enter(!joined));
    }

    private void begin(WireEvent reply) {
        ParleyException taken = owner.named(this, reply.text("room"));
        if (taken != null) {
            owner.refused(this, taken);
            return;
        }
        join.succeed();
        String before = facts.topic();
        facts = WireRecords.facts(reply).withTopic(before);
        if (wasIn && !reply.flag("recovered")) {
            signals.reset();
        }
        log.begin(reply);
        joined = true;
        inside.topic(reply.text("topic", ""), null);
        presence.replace(reply);
        signals.open();
        outbox.open();
        wasIn = true;
        wire.promises().complete(entered, this);
    }

    /** The session is over; the next one joins again. */
    void exit() {
        join.stop();
        joined = false;
        outbox.shut();
        signals.shut();
    }

    /** The server has told the room's own name. */
    void rename(String name) {
        id = name;
    }

    /** Whether we have asked to leave it, so that it is no news that we are not in it any more. */
    boolean isLeaving() {
        return leaving.isUnderWay();
    }

    /** Whether it has ever been joined. */
    boolean wasIn() {
        return wasIn;
    }

    /** We are not in the room any more, for this reason, and will not be. */
    void end(ParleyException reason) {
        if (end == null) {
            end = reason;
            exit();
            join.end();
            outbox.end(reason);
            wire.promises().fail(entered, reason);
            wire.listeners().put(() -> listener.closed(reason));
        }
    }

    void take(WireEvent event) {
        if (!joined) {
            return; // we are joining again: this event belongs to the time before
        }
        if (wire.listeners().isStalled()) {
            log.pause();
        }
        if (event.type().equals("reset")) {
            signals.reset();
            log.reset(event);
            inside.topic(event.text("topic", ""), null);
        } else if (!log.isPaused()) {
            pass(event);
        }
    }

    private void pass(WireEvent event) {
        switch (event.type()) {
            case "typing" -> presence.typing(event);
            case "read" ->
                wire.listeners()
                        .put(() -> listener.read(
                                event.number("offset", 0), event.count("unread"), event.count("mentions")));
            case "member-joined", "member-left", "member-renamed", "members" -> presence.take(event);
            default -> log.take(event);
        }
    }
}
