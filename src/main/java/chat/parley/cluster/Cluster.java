package chat.parley.cluster;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomId;

/** The other servers on the same store. Thread-safe; never blocks. */
public interface Cluster {
    /** Of a server that has its store to itself. */
    Cluster ALONE = new Cluster() {};

    /**
     * Whether this server may send anything to its clients: false while it cannot know what the others have decided,
     * such as who was removed from a room.
     */
    default boolean maySend() {
        return true;
    }

    /** The room has its first session here. */
    default void opened(RoomId room) {}

    /** The room's last session here has left. */
    default void closed(RoomId room) {}

    /** Tells the others who is in the room here. */
    default void occupied(RoomId room, Attendance here) {}

    /** Number of members in the room on other servers. */
    default int online(RoomId room) {
        return 0;
    }

    /** Tells the others that the member is typing here. */
    default void typing(RoomId room, Member member) {}

    /** Tells the others that a client has said goodbye. @param client a digest of its secret */
    default void departed(String client) {}

    /** Tells the others how far the member has read. */
    default void read(RoomId room, String member, Event.Read position) {}
}
