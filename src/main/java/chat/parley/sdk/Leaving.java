package chat.parley.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Our wish to leave a room. Thread-safe. */
final class Leaving {
    private final RoomWire wire;
    private volatile boolean underWay;

    Leaving(RoomWire wire) {
        this.wire = wire;
    }

    /** Whether we have asked to leave it, and the server has not refused. */
    boolean isUnderWay() {
        return underWay;
    }

    /** @param left forgets the room; runs on the lane, before the stage completes: then the room can be joined again */
    CompletableFuture<Void> begin(String room, Runnable left) {
        underWay = true;
        return wire.ask(WireCommand.of("leave", null, "room", room), () -> false, reply -> {
                    left.run();
                    return null;
                })
                .handle((done, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    if (isGone(failure)) {
                        return forget(left);
                    }
                    underWay = false;
                    return CompletableFuture.<Void>failedFuture(failure);
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Void> forget(Runnable left) {
        CompletableFuture<Void> forgotten = new CompletableFuture<>();
        boolean later = wire.lane().execute(() -> {
            left.run();
            wire.promises().complete(forgotten, null);
        });
        return later ? forgotten : CompletableFuture.completedFuture(null);
    }

    private static boolean isGone(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof ParleyException error
                && (error.code().equals("not-joined") || error.code().equals("not-found"));
    }
}
