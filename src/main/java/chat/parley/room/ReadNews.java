package chat.parley.room;

import chat.parley.delivery.Cursor;
import chat.parley.event.Event;
import java.util.Map;

/** Tells a member's sessions in one room what the member has read in another session. Confined to the room's lane. */
final class ReadNews {
    private final Map<Session, Cursor<JoinedRoom>> sessions;
    private final Company company;

    /** @param sessions live view of the room's sessions */
    ReadNews(Map<Session, Cursor<JoinedRoom>> sessions, Company company) {
        this.sessions = sessions;
        this.company = company;
    }

    /** The member has read in this session. */
    void read(Session session, Event.Read read) {
        tell(session, session.member().id(), read);
        company.read(session.member().id(), read);
    }

    /** The member has read on another server. */
    void readElsewhere(String member, Event.Read read) {
        tell(null, member, read);
    }

    private void tell(Session reading, String member, Event.Read read) {
        for (Session other : company.presence().sessions(member)) {
            Cursor<JoinedRoom> cursor = sessions.get(other);
            if (other != reading && cursor != null) {
                cursor.sendRead(read);
            }
        }
    }
}
