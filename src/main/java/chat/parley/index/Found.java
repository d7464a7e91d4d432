package chat.parley.index;

import chat.parley.event.Entry;
import chat.parley.search.Mark;
import java.util.List;

/**
 * Some of what a search found.
 *
 * @param hits may be fewer than there was room for, although there is more: some are deleted in the meantime
 * @param cursor for what comes after these; null where that was all
 */
public record Found(List<Hit> hits, String cursor) {

    /**
     * A message that was found.
     *
     * @param entry as it is now
     * @param marks where in its text the words are that were looked for
     */
    public record Hit(Entry entry, List<Mark> marks) {}
}
