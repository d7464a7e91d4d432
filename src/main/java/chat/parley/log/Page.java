package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Position;
import java.util.List;

/**
 * Some entries of a room in their order and where the room's log began and ended when they were read.
 *
 * @param room its own name, or the one that was asked for where there is no such room
 * @param head the position of the newest entry
 * @param floor the position before the oldest entry that can still be read
 * @param topic what the room is about; empty where nobody has said it
 */
public record Page(String room, Position head, Position floor, String topic, List<Entry> entries) {}
