package chat.parley.sdk;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A client's parts and what they may use of each other. For the lane, except where noted. */
final class ClientCore implements RoomWire, ChatRoom.Owner, ServerLink.Owner {
    private static final long GOODBYE_MILLIS = 2_000;

    private final ClientOptions options;
    private final ClientLane lane;
    private final ListenerQueue listeners;
    private final Promises promises;
    private final Helpers helpers;
    private final ServerLink link;
    private final WireExchange exchange;
    private final PendingQueries queries;
    private final TokenRenewal renewal;
    /** By the key of the name. */
    private final Map<String, ChatRoom> rooms = new ConcurrentHashMap<>();

    private final CompletableFuture<ChatMember> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile ChatMember me;
    private volatile String name;
    private volatile ParleyException end;

    ClientCore(ClientOptions options) {
        this.options = options;
        name = options.name();
        lane = new ClientLane(options.threads());
        listeners = new ListenerQueue(options);
        promises = new Promises(options, lane);
        helpers = new Helpers(options.threads());
        link = new ServerLink(options, lane, listeners, helpers, this);
        exchange = new WireExchange(link::send);
        queries = new PendingQueries(exchange, lane);
        renewal = new TokenRenewal(options, lane, helpers, this, exchange);
    }

    /** Dials now. For all threads. */
    void connect() {
        lane.execute(link::connect);
    }

    /** For all threads. */
    ConnectionState state() {
        return link.state();
    }

    /** For all threads. */
    CompletableFuture<ChatMember> ready() {
        return ready.copy();
    }

    /** Whether our name is ours to change. */
    boolean isGuest() {
        return options.token() == null;
    }

    /** The room of this name. For all threads. @param added is set if it was not there */
    ChatRoom obtain(String room, RoomListener listener, JoinOptions how, AtomicBoolean added) {
        ChatRoom result = rooms.computeIfAbsent(RoomSpelling.key(room), key -> {
            added.set(true);
            return new ChatRoom(room, this, this, listener, how);
        });
        if (added.get() && !lane.execute(() -> begin(result))) {
            result.end(Promises.closed());
        }
        return result;
    }

    private void begin(ChatRoom room) {
        if (end != null) {
            room.end(end);
        } else if (link.state() == ConnectionState.OPEN) {
            room.enter(true);
        }
    }

    /** Ends everything, and waits a moment for the connection to close. For all threads. */
    void close() {
        lane.execute(() -> link.close(Promises.closed()));
        try {
            ended.get(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            helpers.await(GOODBYE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception late) {
            // it ends without us
        }
    }

    @Override
    public WireCommand hello() throws Exception {
        return options.token() == null
                ? WireCommand.of("hello", null, "name", name, "key", options.key())
                : WireCommand.of(
                        "hello",
                        null,
                        "token",
                        Objects.requireNonNull(options.token().call(), "The token supplier returned null"));
    }

    @Override
    public void welcomed(WireEvent welcome) {
        renamed(welcome.member("member"));
        renewal.welcomed(welcome);
    }

    void renamed(ChatMember member) {
        boolean isNew = me != null && !me.equals(member);
        me = member;
        if (options.token() == null) {
            name = member.name();
        }
        if (isNew) {
            listeners.put(() -> options.listener().renamed(member));
        }
    }

    @Override
    public void state(ConnectionState before, ConnectionState now, ParleyException why) {
        if (before == ConnectionState.OPEN) {
            renewal.forget();
            exchange.clear();
            rooms.values().forEach(ChatRoom::exit);
        }
        listeners.put(() -> options.listener().state(now, why));
        if (now == ConnectionState.OPEN) {
            promises.complete(ready, me);
            rooms.values().forEach(room -> room.enter(true));
            queries.repeat();
        } else if (now == ConnectionState.CLOSED) {
            end(why);
        }
    }

    private void end(ParleyException why) {
        end = why;
        promises.fail(ready, why);
        rooms.values().forEach(room -> room.end(why));
        queries.end(why);
        promises.close();
        listeners.close();
        helpers.close();
        lane.close();
        ended.complete(null);
    }

    @Override
    public void error(ParleyException error) {
        listeners.put(() -> options.listener().error(error));
    }

    @Override
    public void event(WireEvent event) {
        if (exchange.take(event)) {
            return;
        }
        switch (event.type()) {
            case "error" -> error(event.error());
            case "renamed" -> renamed(event.member("member"));
            case "room-added" -> {
                ListedRoom room = WireRecords.listed(event);
                listeners.put(() -> options.listener().roomAdded(room, event.member("by")));
            }
            case "room-removed" -> removed(event);
            default -> {
                ChatRoom room = event.text("room") == null ? null : rooms.get(RoomSpelling.key(event.text("room")));
                if (room != null) {
                    room.take(event);
                }
            }
        }
    }

    private void removed(WireEvent event) {
        removed(event.text("room"), event.removal());
    }

    private void removed(String id, ParleyException why) {
        ChatRoom room = rooms.get(RoomSpelling.key(id));
        if (room != null && room.isLeaving()) {
            left(room);
            return;
        }
        if (room != null) {
            rooms.remove(RoomSpelling.key(id), room);
            room.end(why);
        }
        listeners.put(() -> options.listener().roomRemoved(id, why));
    }

    @Override
    public void refused(ChatRoom room, ParleyException error) {
        boolean gone = error.code().equals("not-found") && room.id().startsWith("~")
                || error.code().equals("forbidden");
        if (room.isLeaving()) {
            left(room);
        } else if (room.wasIn() && gone) {
            removed(room.id(), new ParleyException(ParleyException.REMOVED, error.getMessage()));
        } else {
            rooms.remove(RoomSpelling.key(room.id()), room);
            room.end(error);
        }
    }

    @Override
    public ParleyException named(ChatRoom room, String own) {
        ChatRoom other = rooms.putIfAbsent(RoomSpelling.key(own), room);
        if (other != null && other != room) {
            return new ParleyException("conflict", "This client is in " + own + " already, by another name");
        }
        String asked = room.id();
        room.rename(own);
        if (!RoomSpelling.key(asked).equals(RoomSpelling.key(own))) {
            rooms.remove(RoomSpelling.key(asked), room);
        }
        return null;
    }

    @Override
    public void left(ChatRoom room) {
        rooms.remove(RoomSpelling.key(room.id()), room);
        room.end(new ParleyException(ParleyException.CLOSED, "You left the room"));
    }

    @Override
    public <T> CompletableFuture<T> ask(WireCommand command, BooleanSupplier expectsRoom, Function<WireEvent, T> read) {
        return promises.promise(promise -> {
            if (end != null) {
                promises.fail(promise, end);
                return;
            }
            queries.ask(
                    command,
                    expectsRoom,
                    reply -> answered(promise, reply, read),
                    error -> promises.fail(promise, error));
        });
    }

    private <T> void answered(CompletableFuture<T> promise, WireEvent reply, Function<WireEvent, T> read) {
        try {
            promises.complete(promise, read.apply(reply));
        } catch (RuntimeException e) {
            ParleyException error = new ParleyException("server", "Cannot read the answer of the server");
            error.initCause(e);
            promises.fail(promise, error);
        }
    }

    @Override
    public ChatMember me() {
        return me;
    }

    @Override
    public ClientLane lane() {
        return lane;
    }

    @Override
    public WireExchange exchange() {
        return exchange;
    }

    @Override
    public PendingQueries queries() {
        return queries;
    }

    @Override
    public ListenerQueue listeners() {
        return listeners;
    }

    @Override
    public Promises promises() {
        return promises;
    }

    @Override
    public long ackTimeoutMillis() {
        return options.ackTimeout().toMillis();
    }

    @Override
    public void probe() {
        link.probe();
    }
}
