package chat.parley.sdk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Our commands in one room that are not known to be stored, sent in the order in which they were given, one at a time,
 * so that none overtakes one that is repeated. A command keeps its {@code ref}, and the server stores a {@code ref}
 * once. For the lane.
 */
final class RoomOutbox {
    private static final long AGAIN_MILLIS = 1_000;
    private static final long REF_IN_USE_MILLIS = 50;
    private static final int SERVER_ERROR_TRIES = 3;

    private static final class Draft {
        private final WireCommand command;
        private final List<CompletableFuture<Stored>> promises = new ArrayList<>();
        private int tries;

        private Draft(WireCommand command) {
            this.command = command;
        }
    }

    private final RoomWire wire;
    private final Runnable enter;
    private final Deque<Draft> drafts = new ArrayDeque<>();
    private final Map<String, Draft> byRef = new HashMap<>();
    private Draft inFlight;
    private Future<?> timer;
    private boolean open;
    private ParleyException end;

    /** @param enter joins the room again */
    RoomOutbox(RoomWire wire, Runnable enter) {
        this.wire = wire;
        this.enter = enter;
    }

    void add(WireCommand command, CompletableFuture<Stored> promise) {
        if (end != null) {
            wire.promises().fail(promise, end);
            return;
        }
        Draft draft = byRef.get(command.ref());
        if (draft == null || !draft.command.equals(command)) { // the server decides what the same ref means
            draft = new Draft(command);
            drafts.add(draft);
            byRef.putIfAbsent(command.ref(), draft);
        }
        draft.promises.add(promise);
        sendNext();
    }

    /** We are in the room and may write. */
    void open() {
        open = true;
        sendNext();
    }

    /** Stops sending. Whether the command in flight arrived is unknown, so it is sent again. */
    void shut() {
        open = false;
        land();
    }

    private void land() {
        ClientLane.cancel(timer);
        timer = null;
        inFlight = null;
    }

    private void sendNext() {
        Draft next = drafts.peek();
        if (!open || timer != null || next == null) {
            return;
        }
        if (!wire.exchange().isFree(next.command)) { // another room has sent the same ref
            again(REF_IN_USE_MILLIS);
            return;
        }
        inFlight = next;
        timer = wire.lane().after(wire.ackTimeoutMillis(), this::overdue);
        wire.exchange().send(next.command, reply -> answered(next, reply));
    }

    private void overdue() {
        land();
        wire.probe();
        sendNext();
    }

    private void answered(Draft draft, WireEvent reply) {
        if (!reply.isError()) {
            stored(draft, WireRecords.stored(reply));
        } else if (draft == inFlight) {
            refused(draft, reply.error());
        }
    }

    private void refused(Draft draft, ParleyException error) {
        land();
        boolean passing = error.isPassing()
                || error.code().equals("not-joined")
                || error.code().equals("server") && ++draft.tries < SERVER_ERROR_TRIES;
        if (!passing) {
            remove(draft);
            draft.promises.forEach(promise -> wire.promises().fail(promise, error));
            sendNext();
            return;
        }
        long millis =
                error.retryAfter() == null ? AGAIN_MILLIS : error.retryAfter().toMillis();
        again(millis);
        if (error.code().equals("not-joined")) {
            enter.run();
        }
    }

    private void again(long millis) {
        timer = wire.lane().after(millis, () -> {
            land();
            sendNext();
        });
    }

    /** An entry of ours is in the room's log, so it need not be sent again. */
    void seen(WireEvent entry) {
        Draft draft = byRef.get(entry.text("ref"));
        if (draft != null) {
            stored(draft, WireRecords.stored(entry));
        }
    }

    private void stored(Draft draft, Stored place) {
        if (!remove(draft)) {
            return;
        }
        if (draft == inFlight) {
            land();
        }
        draft.promises.forEach(promise -> wire.promises().complete(promise, place));
        sendNext();
    }

    private boolean remove(Draft draft) {
        byRef.remove(draft.command.ref(), draft);
        return drafts.remove(draft);
    }

    /** Nothing is sent any more. */
    void end(ParleyException error) {
        end = error;
        shut();
        for (Draft draft : drafts) {
            draft.promises.forEach(promise -> wire.promises().fail(promise, error));
        }
        drafts.clear();
        byRef.clear();
    }
}
