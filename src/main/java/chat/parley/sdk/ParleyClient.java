package chat.parley.sdk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client of a Parley server. It connects, and stays connected until {@link #close}: after a lost connection it
 * connects again, joins its rooms from where they were, and sends what was not acknowledged. Thread-safe; only {@code
 * close} blocks, for at most a few seconds. It has up to five threads and, apart from what you keep, a bounded amount
 * of memory.
 *
 * <pre>{@code
 * ParleyClient client = ParleyClient.connect(
 *         ClientOptions.of(URI.create("wss://chat.example.org/ws")).guest("Mira", key));
 * ChatRoom lobby = client.join("lobby", RoomListener.ofMessages(message -> System.out.println(message.text())))
 *         .join();
 * lobby.send("Good morning").thenAccept(stored -> System.out.println("Stored at " + stored.offset()));
 * }</pre>
 */
public final class ParleyClient implements AutoCloseable {
    private static final int MOST_PAGES = 10;

    private final ClientCore core;

    private ParleyClient(ClientCore core) {
        this.core = core;
    }

    /** Starts to connect. @throws IllegalArgumentException if the options do not say who you are */
    public static ParleyClient connect(ClientOptions options) {
        ClientCore core = new ClientCore(options.copy());
        core.connect();
        return new ParleyClient(core);
    }

    public ConnectionState state() {
        return core.state();
    }

    /** Yourself as others see you; null before the first welcome. */
    public ChatMember me() {
        return core.me();
    }

    /** Completes with the first welcome; fails if the server refuses you for good. */
    public CompletableFuture<ChatMember> ready() {
        return core.ready();
    }

    /** Joins a room with its newest 50 messages. Otherwise like {@link #room}. */
    public CompletableFuture<ChatRoom> join(String room, RoomListener listener) {
        return join(room, listener, JoinOptions.NEWEST);
    }

    /** Joins a room. Completes when the server lets you in. Otherwise like {@link #room}. */
    public CompletableFuture<ChatRoom> join(String room, RoomListener listener, JoinOptions how) {
        return room(room, listener, how).entered();
    }

    /**
     * Returns the room immediately, joins it once connected, and again after each reconnect. What you send before that
     * waits.
     *
     * @throws IllegalStateException if this client has the room already
     */
    public ChatRoom room(String room, RoomListener listener, JoinOptions how) {
        AtomicBoolean added = new AtomicBoolean();
        ChatRoom result = core.obtain(room, listener, how, added);
        if (!added.get()) {
            throw new IllegalStateException(
                    "This client is in " + result.id() + " already: use that, or leave it first");
        }
        return result;
    }

    /** Creates a private room with these people, and you as its owner, and joins it. @param members their ids */
    public CompletableFuture<ChatRoom> createRoom(String title, List<String> members, RoomListener listener) {
        return create(
                WireCommand.of("create-room", null, "kind", "private", "title", title, "members", members), listener);
    }

    /**
     * Joins the conversation with exactly these one to seven people, which is always the same room. If this client is
     * in it already, it keeps its listener.
     */
    public CompletableFuture<ChatRoom> openDirect(List<String> members, RoomListener listener) {
        return create(WireCommand.of("create-room", null, "kind", "direct", "members", members), listener);
    }

    private CompletableFuture<ChatRoom> create(WireCommand command, RoomListener listener) {
        return core.ask(
                        command,
                        () -> false,
                        reply -> core.obtain(reply.text("room"), listener, JoinOptions.NEWEST, new AtomicBoolean()))
                .thenCompose(ChatRoom::entered);
    }

    /** The rooms that anybody may join, busiest first, at most 200. @param find a part of the name; null for all */
    public CompletableFuture<List<ListedRoom>> rooms(String find) {
        return core.ask(
                WireCommand.of("rooms", null, "find", find),
                () -> false,
                reply -> reply.list("rooms", WireRecords::listed));
    }

    /** The rooms that you belong to, the one with the latest activity first, at most 1 000. */
    public CompletableFuture<List<ListedRoom>> myRooms() {
        return myRooms(null, new LinkedHashMap<>(), 1);
    }

    /** A room that becomes active meanwhile may be on two pages. */
    private CompletableFuture<List<ListedRoom>> myRooms(String cursor, Map<String, ListedRoom> found, int page) {
        record Page(List<ListedRoom> rooms, String cursor) {}
        return core.ask(
                        WireCommand.of("my-rooms", null, "cursor", cursor),
                        () -> false,
                        reply -> new Page(reply.list("rooms", WireRecords::listed), reply.text("cursor")))
                .thenCompose(reply -> {
                    reply.rooms().forEach(room -> found.put(room.room(), room));
                    return reply.cursor() == null || page == MOST_PAGES
                            ? CompletableFuture.completedFuture(List.copyOf(found.values()))
                            : myRooms(reply.cursor(), found, page + 1);
                });
    }

    /**
     * Searches all rooms that you may read, the newest first.
     *
     * @param query words and filters as in the page
     * @param cursor that of the previous result; null for the first
     */
    public CompletableFuture<FoundMessages> search(String query, String cursor) {
        return core.ask(
                WireCommand.of("search", null, "query", query, "cursor", cursor),
                () -> false,
                reply -> WireRecords.found(reply, core.me()));
    }

    /** Changes a guest's name, in all sessions with its key. */
    public CompletableFuture<ChatMember> rename(String newName) {
        if (!core.isGuest()) {
            return Promises.failed(new ParleyException("forbidden", "Your name comes from your token"));
        }
        return core.ask(WireCommand.of("rename", null, "name", newName), () -> false, reply -> {
            core.renamed(reply.member("member"));
            return core.me();
        });
    }

    /** Connects now instead of waiting for the next try. */
    public void reconnect() {
        core.connect();
    }

    /** Ends the connection. What is not acknowledged fails with {@code closed}. */
    @Override
    public void close() {
        core.close();
    }
}
