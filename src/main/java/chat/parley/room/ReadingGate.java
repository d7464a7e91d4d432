package chat.parley.room;

import chat.parley.delivery.Gate;
import chat.parley.event.Event;
import chat.parley.event.RoomId;
import chat.parley.identity.Client;
import chat.parley.log.RoomLog;
import chat.parley.rights.Rights;
import java.util.function.Supplier;

/** What one session may be sent, by the rights of its member now. @param client who uses the session; null if nobody yet */
record ReadingGate(Rights rights, RoomLog log, Supplier<Client> client) implements Gate {
    @Override
    public long moment() {
        return rights.moment();
    }

    @Override
    public boolean admits(String room, long moment) {
        if (rights.isEmpty() && rights.moment() == moment) {
            return true;
        }
        RoomId id = log.room(room).id();
        return rights.mayRead(client.get(), id) && !rights.deletedSince(moment, id);
    }

    /** Whether an event may be sent that was held back since this moment. */
    boolean admits(Event event, long moment) {
        return event instanceof Event.Reply reply
                ? reply == reply.readable(room -> admits(room, moment))
                : event.room() == null || admits(event.room(), moment);
    }
}
