package chat.parley.room;

import chat.parley.cluster.Attendance;
import chat.parley.cluster.Cluster;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import java.time.Duration;

/** What the other servers learn about one room. Confined to the room's lane. */
final class Neighbours {
    /** How long changes of who is here are collected. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Cluster cluster;
    private final RoomId room;
    private final Lane lane;
    private final Presence here;
    private boolean isTelling;
    private boolean closed;

    Neighbours(Cluster cluster, RoomId room, Lane lane, Presence here) {
        this.cluster = cluster;
        this.room = room;
        this.lane = lane;
        this.here = here;
        if (cluster != Cluster.ALONE) {
            here.onChange(this::moved);
        }
    }

    private void moved() {
        if (!isTelling) {
            isTelling = true;
            lane.later(PAUSE, () -> {
                isTelling = false;
                if (!closed) {
                    cluster.occupied(room, here.here());
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
