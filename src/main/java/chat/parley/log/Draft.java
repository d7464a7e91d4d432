package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Position;
import java.time.Instant;

/** A message that has no place in the log yet. {@code ref} is the author's own id for it, or null. */
public record Draft(String room, Member author, String text, String ref) {

    /** This message at the place it was given. */
    Entry at(Position position, Instant at) {
        return new Entry(room, position, at, author, text, ref);
    }
}
