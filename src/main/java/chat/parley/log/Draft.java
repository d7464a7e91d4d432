package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.Position;
import java.time.Instant;
import java.util.List;

/**
 * What has no place in the log yet.
 *
 * @param ref the author's own id for it, or null
 * @param near whoever else than those who take part in the room may be mentioned
 */
public record Draft(String room, Member author, Body body, String ref, List<Member> near) {
    public Draft(String room, Member author, Body body, String ref) {
        this(room, author, body, ref, List.of());
    }

    /** This at the place that it was given, in the room by its own name. */
    Entry at(String name, Position position, Instant at, List<Mention> mentions) {
        return new Entry(name, position, at, author, body, null, ref, mentions);
    }
}
