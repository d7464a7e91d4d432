package chat.parley.index;

import chat.parley.event.Entry;
import chat.parley.event.Hit;
import chat.parley.event.RoomId;
import java.util.List;

/**
 * A page of search results.
 *
 * @param hits may be fewer than the limit although more follow: some messages changed since they were indexed
 * @param cursor for the next page; null if there are no more hits
 */
public record SearchResult(List<FoundMessage> hits, String cursor) {

    /**
     * A message found by a search.
     *
     * @param entry in its present state
     * @param marks the places in its text that matched
     */
    public record FoundMessage(RoomId room, Entry entry, List<Hit.Mark> marks) {}
}
