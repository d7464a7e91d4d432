package chat.parley.room;

import chat.parley.event.Entry;
import chat.parley.event.Logged;
import java.util.ArrayList;
import java.util.List;

/** Edits and deletions of a room that arrived before the entries that precede them. Confined to the room's lane. */
final class EarlyChanges {
    private final List<LateChange> changes = new ArrayList<>();

    void add(LateChange change) {
        changes.add(change);
    }

    /** The entry as an event, with the early edits and deletions applied. */
    Logged apply(Entry entry) {
        Logged now = entry.asEvent();
        for (LateChange change : changes) {
            now = change.applyTo(now);
        }
        return now;
    }

    /** Drops the changes up to this offset: the tail has reached them. */
    void dropUpTo(long offset) {
        changes.removeIf(change -> change.change().offset() <= offset);
    }
}
