package chat.parley.room;

import chat.parley.cluster.Attendance;
import chat.parley.cluster.Cluster;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import java.time.Duration;
import java.util.function.Supplier;

/** What the other servers learn about one room. Confined to the room's lane. */
final class Neighbours {
    /** How long changes of who is here are collected. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Cluster cluster;
    private final RoomId room;
    private final Lane lane;
    private final Supplier<Attendance> here;
    private boolean isTelling;
    private boolean closed;

    /** @param here supplies who is in the room here */
    Neighbours(Cluster cluster, RoomId room, Lane lane, Supplier<Attendance> here) {
        this.cluster = cluster;
        this.room = room;
        this.lane = lane;
        this.here = here;
    }

    /** Who is here has changed. */
    void moved() {
        if (cluster != Cluster.ALONE && !isTelling) {
            isTelling = true;
            lane.later(PAUSE, () -> {
                isTelling = false;
                if (!closed) {
                    cluster.occupied(room, here.get());
                }
            });
        }
    }

    void typing(Member member) {
        cluster.typing(room, member);
    }

    void read(String member, Event.Read position) {
        cluster.read(room, member, position);
    }

    /** Nobody is here any more. */
    void close() {
        closed = true;
        cluster.closed(room);
        cluster.occupied(room, Attendance.NONE);
    }
}
