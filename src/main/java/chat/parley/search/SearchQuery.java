package chat.parley.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A parsed query. A message must match all of it.
 *
 * @param terms words of the text
 * @param from words of the author's name
 * @param in rooms, by their full names
 * @param flags whether a message must have the flag (true) or must not (false)
 * @param after inclusive lower bound of the time, or null
 * @param before exclusive upper bound of the time, or null
 */
public record SearchQuery(
        List<Term> terms,
        List<Term> from,
        List<RoomFilter> in,
        Map<Flag, Boolean> flags,
        Instant after,
        Instant before) {

    /** @param excluded whether the message must be in another room */
    public record RoomFilter(String room, boolean excluded) {}
}
