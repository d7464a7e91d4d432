package chat.parley.sdk;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A client's parts without a server: notes what is sent, and is told what the server answers. */
final class FakeWire implements RoomWire {
    private static final long LONG_SECONDS = 60;

    private final ClientOptions options = ClientOptions.of(URI.create("ws://localhost/ws"));
    private final ClientLane lane = new ClientLane(options.threads());
    private final ListenerQueue listeners = new ListenerQueue(options);
    private final Promises promises = new Promises(options, lane);
    private final List<WireCommand> sent = new ArrayList<>();
    private final WireExchange exchange = new WireExchange(sent::add);
    private final PendingQueries queries = new PendingQueries(exchange, lane);

    /** Runs this on the lane, and what the listeners and the lane have to do because of it. */
    void run(Runnable work) {
        onLane(work);
        CompletableFuture<Void> heard = new CompletableFuture<>();
        listeners.put(() -> heard.complete(null));
        await(heard);
        onLane(() -> {});
    }

    private void onLane(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lane.execute(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        await(done);
    }

    private static void await(CompletableFuture<?> future) {
        future.orTimeout(LONG_SECONDS, TimeUnit.SECONDS).join();
    }

    /** What was sent so far. */
    List<WireCommand> sent() {
        List<WireCommand> copy = new ArrayList<>();
        onLane(() -> copy.addAll(sent));
        return copy;
    }

    /** The fields of the last command. */
    WireEvent last() {
        List<WireCommand> all = sent();
        return WireEvent.in(all.get(all.size() - 1).json()).get(0);
    }

    /** The server answers a command. @param fields of the reply as JSON, with its type first */
    void answer(WireCommand command, String fields) {
        run(() -> exchange.take(event("{" + fields + ",\"ref\":\"" + command.ref() + "\"}")));
    }

    static WireEvent event(String json) {
        return WireEvent.in(json).get(0);
    }

    void close() {
        lane.close();
        listeners.close();
        promises.close();
    }

    @Override
    public ChatMember me() {
        return new ChatMember("me", "Mira");
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
        return TimeUnit.SECONDS.toMillis(LONG_SECONDS);
    }

    @Override
    public void probe() {}

    @Override
    public <T> CompletableFuture<T> ask(WireCommand command, BooleanSupplier expectsRoom, Function<WireEvent, T> read) {
        throw new UnsupportedOperationException();
    }
}
