package chat.parley.cluster;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.RoomId;
import java.util.Collection;
import java.util.List;

/** This server's chat, as the cluster sees it. Thread-safe; never blocks. */
public interface Local {
    /** The rooms with sessions here. */
    Collection<RoomId> rooms();

    /** The room's log reaches at least to {@code head}. Hints may be late, doubled, or lost. */
    void announced(RoomId room, long head);

    /** The room's oldest entries are gone, up to the floor. */
    void trimmed(RoomId room, Position floor);

    /** Who is in the room on the other servers. */
    void occupied(RoomId room, Attendance others);

    /** The member is typing on another server. */
    void typing(RoomId room, Member member);

    /** The member has read this far on another server. */
    void read(RoomId room, String member, Event.Read position);

    /** What clients have spent of their rate limits here since the last call. */
    List<Spending> spent();

    /** A client has spent this on another server. */
    void spentElsewhere(Spending spending);

    /** A client of another server has said goodbye. @param client as in {@link Cluster#departed} */
    void departed(String client);

    /** This server may send again. */
    void resumed();
}
