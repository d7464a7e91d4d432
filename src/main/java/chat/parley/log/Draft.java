package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Position;
import java.time.Instant;

/** What has no place in the log yet. {@code ref} is the author's own id for it, or null. */
public record Draft(String room, Member author, Body body, String ref) {

    /** This at the place that it was given. */
    Entry at(Position position, Instant at) {
        return new Entry(room, position, at, author, body, null, ref);
    }
}
