package chat.parley.room;

import chat.parley.event.Entry;
import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;

/** Edits and deletions of a room that were heard of before what comes before them. Belongs to the room's lane. */
final class Ahead {
    private final List<News> news = new ArrayList<>();

    void add(News change) {
        news.add(change);
    }

    /** The entry without what was edited away or deleted after it was read. */
    Event.Logged now(Entry entry) {
        Event.Logged now = entry.asEvent();
        for (News change : news) {
            now = change.appliedTo(now);
        }
        return now;
    }

    /** All entries up to this one have been taken. */
    void reached(long offset) {
        news.removeIf(change -> change.change().offset() <= offset);
    }
}
