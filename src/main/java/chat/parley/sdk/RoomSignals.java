package chat.parley.sdk;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Tells the server that we type and how far we have read, no oftener than it needs to know. For the lane. */
final class RoomSignals {
    private static final long RENEW_TYPING_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long READ_EVERY_MILLIS = 1_000;

    private final RoomWire wire;
    private final LogFollower.Room room;
    private long typedAt = System.nanoTime() - RENEW_TYPING_NANOS;
    private long read = -1;
    private boolean unreported;
    private boolean open;
    private Future<?> timer;

    RoomSignals(RoomWire wire, LogFollower.Room room) {
        this.wire = wire;
        this.room = room;
    }

    void typing() {
        if (open && System.nanoTime() - typedAt >= RENEW_TYPING_NANOS) {
            typedAt = System.nanoTime();
            wire.exchange().tell(WireCommand.of("typing", null, "room", room.id()));
        }
    }

    /** Sending ends our typing. */
    void sent() {
        typedAt = System.nanoTime() - RENEW_TYPING_NANOS;
    }

    void read(long offset) {
        if (offset > read) {
            read = offset;
            unreported = true;
            if (timer == null) {
                report();
            }
        }
    }

    private void report() {
        timer = null;
        if (open && unreported) {
            unreported = false;
            wire.exchange().tell(WireCommand.of("read", null, "room", room.id(), "offset", read));
            timer = wire.lane().after(READ_EVERY_MILLIS, this::report);
        }
    }

    /** A session has begun. The last report may not have arrived. */
    void open() {
        open = true;
        unreported = read >= 0;
        if (timer == null) {
            report();
        }
    }

    void shut() {
        open = false;
        ClientLane.cancel(timer);
        timer = null;
    }

    /** The log starts over. */
    void reset() {
        read = -1;
    }
}
