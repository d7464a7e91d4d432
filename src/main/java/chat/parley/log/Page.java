package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Position;
import java.util.List;

/**
 * Some entries of a room, in order, and the bounds of its log when they were read.
 *
 * @param room the room's own name, or the requested one if the room does not exist
 * @param head the position of the newest entry
 * @param floor the position before the oldest entry still kept
 * @param topic the room's topic; empty if it has none
 * @param rulesAt the offset of the entry that set the room's rules; 0 if it has none
 * @param gone whether the room was deleted, and there is no new one of the same name
 */
public record Page(
        String room, Position head, Position floor, String topic, long rulesAt, boolean gone, List<Entry> entries) {
    /** What of this page comes after the offset, as if nothing came before. */
    public Page after(long offset) {
        return offset <= floor.offset()
                ? this
                : new Page(
                        room,
                        head,
                        new Position(floor.epoch(), offset, floor.tag()),
                        topic,
                        rulesAt,
                        gone,
                        entries.stream()
                                .filter(entry -> entry.offset() > offset)
                                .toList());
    }
}
