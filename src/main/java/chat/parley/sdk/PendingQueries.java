package chat.parley.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Requests that are safe to repeat, since they read or the server carries out a {@code ref} once: each is sent again
 * after a reconnect until it is answered. For the lane.
 */
final class PendingQueries {
    private static final long AGAIN_MILLIS = 1_000;

    /** @param expectsRoom whether {@code not-joined} means that the room is just being joined again */
    private record Query(
            WireCommand command,
            BooleanSupplier expectsRoom,
            Consumer<WireEvent> answered,
            Consumer<ParleyException> failed) {}

    private final WireExchange exchange;
    private final ClientLane lane;
    private final Map<String, Query> open = new LinkedHashMap<>();

    PendingQueries(WireExchange exchange, ClientLane lane) {
        this.exchange = exchange;
        this.lane = lane;
    }

    void ask(
            WireCommand command,
            BooleanSupplier expectsRoom,
            Consumer<WireEvent> answered,
            Consumer<ParleyException> failed) {
        open.put(command.ref(), new Query(command, expectsRoom, answered, failed));
        put(command.ref());
    }

    private void put(String ref) {
        Query query = open.get(ref);
        if (query != null) {
            exchange.send(query.command(), reply -> answered(query, reply));
        }
    }

    private void answered(Query query, WireEvent reply) {
        String ref = query.command().ref();
        if (!open.containsKey(ref)) {
            return;
        }
        ParleyException error = reply.isError() ? reply.error() : null;
        if (error != null && isPassing(query, error)) {
            long millis = error.retryAfter() == null
                    ? AGAIN_MILLIS
                    : error.retryAfter().toMillis();
            lane.after(millis, () -> put(ref));
            return;
        }
        open.remove(ref);
        if (error == null) {
            query.answered().accept(reply);
        } else {
            query.failed().accept(error);
        }
    }

    private static boolean isPassing(Query query, ParleyException error) {
        return error.isPassing()
                || error.code().equals("not-joined") && query.expectsRoom().getAsBoolean();
    }

    /** A new session has begun. */
    void repeat() {
        new ArrayList<>(open.keySet()).forEach(this::put);
    }

    /** No more answers will arrive. */
    void end(ParleyException error) {
        ArrayList<Query> left = new ArrayList<>(open.values());
        open.clear();
        left.forEach(query -> query.failed().accept(error));
    }
}
