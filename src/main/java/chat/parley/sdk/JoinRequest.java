package chat.parley.sdk;

import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Joins a room, and tries again where that may succeed later. For the lane. */
final class JoinRequest {
    private static final long AGAIN_MILLIS = 2_000;

    private final RoomWire wire;
    private final Consumer<WireEvent> joined;
    private final Consumer<ParleyException> refused;
    /** Whether the server may create the room. */
    private boolean create;

    private boolean over;
    /** Counts what was sent: only the answer to the last join counts, because that one begins the delivery anew. */
    private int sent;

    private Future<?> retry;

    JoinRequest(RoomWire wire, boolean create, Consumer<WireEvent> joined, Consumer<ParleyException> refused) {
        this.wire = wire;
        this.create = create;
        this.joined = joined;
        this.refused = refused;
    }

    /** @param since may be null @param again sends it anew */
    void send(String room, String since, Runnable again) {
        stop();
        Boolean existing = create || room.startsWith("~") ? null : false; // an address is never created
        WireCommand join = WireCommand.of("join", null, "room", room, "since", since, "create", existing);
        int current = ++sent;
        wire.exchange().send(join, reply -> {
            if (!over && current == sent) {
                answered(reply, again);
            }
        });
    }

    private void answered(WireEvent reply, Runnable again) {
        if (!reply.isError()) {
            joined.accept(reply);
            return;
        }
        ParleyException error = reply.error();
        if (error.isPassing() || error.code().equals("server")) {
            long millis = error.retryAfter() == null
                    ? AGAIN_MILLIS
                    : error.retryAfter().toMillis();
            retry = wire.lane().after(millis, again);
        } else {
            refused.accept(error);
        }
    }

    /** We are in. If the server loses the room, it is created again. */
    void succeed() {
        create = true;
    }

    /** Tries no more in this session. */
    void stop() {
        ClientLane.cancel(retry);
    }

    /** An answer that is under way no longer counts. */
    void end() {
        over = true;
        stop();
    }
}
