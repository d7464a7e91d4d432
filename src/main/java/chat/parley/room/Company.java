package chat.parley.room;

import chat.parley.cluster.Attendance;
import chat.parley.cluster.Cluster;
import chat.parley.delivery.Ephemeral;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomRef;
import chat.parley.lane.Lane;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Who is in one room, on this server and on others, and who of them is typing. Confined to the room's lane, except {@link
 * #typing()}.
 */
final class Company {
    private final Presence presence;
    private final Typing typing;
    private final Neighbours neighbours;

    /**
     * @param room supplies the room under its own name
     * @param publisher receives each event
     * @param changed runs when {@link #typing()} has changed
     */
    Company(
            Supplier<RoomRef> room,
            Cluster cluster,
            Lane lane,
            LongSupplier nanos,
            Consumer<Event> publisher,
            Runnable changed) {
        presence = new Presence(() -> room.get().name(), lane, publisher);
        typing = new Typing(() -> room.get().name(), lane, nanos, presence, changed);
        neighbours = new Neighbours(cluster, room.get().id(), lane, presence);
    }

    Presence presence() {
        return presence;
    }

    /** Who is typing. Safe from any thread. */
    Ephemeral typing() {
        return typing.current();
    }

    void types(Member member) {
        if (typing.renew(member)) {
            neighbours.typing(member);
        }
    }

    void typesElsewhere(Member member) {
        typing.renew(member);
    }

    /** The member has posted. */
    void posts(Member member) {
        typing.stop(member);
    }

    void read(String member, Event.Read position) {
        neighbours.read(member, position);
    }

    void leave(Session session) {
        if (presence.remove(session)) {
            typing.stop(session.member());
        }
    }

    /** Takes who is in the room on other servers. */
    void isElsewhere(Attendance others) {
        presence.setOthers(others).forEach(typing::stop);
    }

    /** Ends after the last session has left. */
    void close() {
        presence.close();
        neighbours.close();
    }
}
