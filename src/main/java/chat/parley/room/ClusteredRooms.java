package chat.parley.room;

import chat.parley.cluster.Attendance;
import chat.parley.cluster.Local;
import chat.parley.cluster.Spending;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.RoomId;
import chat.parley.identity.RateLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Passes on to this server's rooms what happens on other servers. Thread-safe. */
final class ClusteredRooms implements Local {
    private final Rooms rooms;
    private final Sessions sessions;
    private final Map<String, RateLimits> limits;
    private final Departures departures;
    private final LongSupplier nanos;

    /** @param limits those that hold across servers, by name */
    ClusteredRooms(
            Rooms rooms, Sessions sessions, Map<String, RateLimits> limits, Departures departures, LongSupplier nanos) {
        this.departures = departures;
        this.rooms = rooms;
        this.sessions = sessions;
        this.limits = limits;
        this.nanos = nanos;
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
        rooms.ifOpen(id, room -> room.readNews().readElsewhere(member, position));
    }

    @Override
    public List<Spending> spent() {
        List<Spending> all = new ArrayList<>();
        limits.forEach((name, limit) ->
                limit.takeSpent().forEach((client, tokens) -> all.add(new Spending(name, client, tokens))));
        return all;
    }

    @Override
    public void spentElsewhere(Spending spending) {
        RateLimits limit = limits.get(spending.limit());
        if (limit != null) {
            limit.spentElsewhere(spending.client(), spending.tokens(), nanos.getAsLong());
        }
    }

    @Override
    public void departed(String client) {
        departures.addElsewhere(client);
    }

    @Override
    public void resumed() {
        sessions.wake();
    }
}
