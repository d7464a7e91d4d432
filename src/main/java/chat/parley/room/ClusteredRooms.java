package chat.parley.room;

import chat.parley.cluster.Attendance;
import chat.parley.cluster.Local;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.RoomId;
import java.util.Collection;

/** Passes on to this server's rooms what happens on other servers. Thread-safe. */
final class ClusteredRooms implements Local {
    private final Rooms rooms;
    private final Sessions sessions;

    ClusteredRooms(Rooms rooms, Sessions sessions) {
        this.rooms = rooms;
        this.sessions = sessions;
    }

    @Override
    public Collection<RoomId> rooms() {
        return rooms.open();
    }

    @Override
    public void announced(RoomId id, long head) {
        rooms.ifOpen(id, room -> room.feed().announced(head));
    }

    @Override
    public void trimmed(RoomId id, Position floor) {
        rooms.ifOpen(id, room -> room.feed().trimmed(floor));
    }

    @Override
    public void occupied(RoomId id, Attendance others) {
        rooms.ifOpen(id, room -> room.company().isElsewhere(others));
    }

    @Override
    public void typing(RoomId id, Member member) {
        rooms.ifOpen(id, room -> room.company().typesElsewhere(member));
    }

    @Override
    public void read(RoomId id, String member, Event.Read position) {
        rooms.ifOpen(id, room -> room.readElsewhere(member, position));
    }

    @Override
    public void resumed() {
        sessions.wake();
    }
}
