package chat.parley.room;

import chat.parley.event.Entry;
import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;

/** Edits and deletions of a room that arrived before the entries that precede them. Confined to the room's lane. */
final class Ahead {
    private final List<News> news = new ArrayList<>();

    void add(News change) {
        news.add(change);
    }

    /** The entry as an event, with the early edits and deletions applied. */
    Event.Logged now(Entry entry) {
        Event.Logged now = entry.asEvent();
        for (News change : news) {
            now = change.appliedTo(now);
        }
        return now;
    }

    /** Drops the changes up to this offset: the tail has reached them. */
    void reached(long offset) {
        news.removeIf(change -> change.change().offset() <= offset);
    }
}
