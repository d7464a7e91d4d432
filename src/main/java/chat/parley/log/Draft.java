package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.Position;
import chat.parley.event.RoomRef;
import chat.parley.identity.Client;
import java.time.Instant;
import java.util.List;

/**
 * An entry that has no offset yet.
 *
 * @param room created under its name here if it is missing
 * @param client its author
 * @param ref the author's idempotency key, or null
 * @param near people who can be mentioned besides the room's members
 * @param epoch of the log that the author has seen: the draft is refused if that room was deleted since; null for any
 */
public record Draft(RoomRef room, Client client, Body body, String ref, List<Member> near, String epoch) {
    public Draft(RoomRef room, Member author, Body body, String ref) {
        this(room, Client.of(author), body, ref, List.of());
    }

    public Draft(RoomRef room, Client client, Body body, String ref, List<Member> near) {
        this(room, client, body, ref, near, null);
    }

    public Member author() {
        return client.member();
    }

    /** Whether its author has seen the log with this epoch, or none. */
    boolean fits(String present) {
        return epoch == null || epoch.equals(present);
    }

    /** The entry of this draft. @param name the room's own name */
    Entry at(String name, Position position, Instant at, List<Mention> mentions) {
        return new Entry(name, position, at, author(), body, null, ref, mentions);
    }
}
