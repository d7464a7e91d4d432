package chat.parley.socketio.chat;

import chat.parley.event.Position;
import chat.parley.event.RoomKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tracks a socket's positions and name, and renders them as the client's offset. Caches the parts that do not
 * change with each message. Safe for many threads.
 */
final class OffsetTracker {
    private static final class RoomPosition {
        private final String prefix;
        private final String key;
        private String position;

        private RoomPosition(String room) {
            this.prefix = Offset.prefixOf(room);
            this.key = RoomKey.of(room);
        }
    }

    private final Map<String, RoomPosition> positions = new TreeMap<>();
    /** The last positions in rooms that the client has been in, by their keys: the newest ones. */
    private final Map<String, String> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > Offset.MAX_ROOMS;
        }
    };

    private String name = "";
    private long hiddenUpTo;
    private String head = Offset.head(name, hiddenUpTo);

    synchronized void name(String newName) {
        name = newName;
        head = Offset.head(name, hiddenUpTo);
    }

    /** Hides messages up to this offset from the client. */
    synchronized void hiddenUpTo(long offset) {
        hiddenUpTo = offset;
        head = Offset.head(name, hiddenUpTo);
    }

    synchronized long hiddenUpTo() {
        return hiddenUpTo;
    }

    synchronized void moveTo(String room, String position) {
        positions.computeIfAbsent(room, RoomPosition::new).position = position;
    }

    synchronized void leave(String room) {
        RoomPosition last = positions.remove(room);
        if (last != null) {
            saw(room, last.position);
        }
    }

    /** The client was in the room, on an earlier connection or this one. */
    synchronized void saw(String room, String position) {
        String key = RoomKey.of(room);
        seen.remove(key); // so that it is the newest one again
        seen.put(key, position);
    }

    /** The epoch of the room's log that the client has seen last; null if it has seen none. */
    synchronized String epochOf(String room) {
        String key = RoomKey.of(room);
        Position position = Position.parse(positions.values().stream()
                .filter(here -> here.key.equals(key))
                .map(here -> here.position)
                .findFirst()
                .orElseGet(() -> seen.get(key)));
        return position == null ? null : position.epoch();
    }

    synchronized boolean isEmpty() {
        return positions.isEmpty();
    }

    /** Whether this is the only room and the offset carries no name. */
    synchronized boolean isOnly(String room) {
        return name.isEmpty() && positions.size() == 1 && positions.containsKey(room);
    }

    synchronized String offset() {
        StringBuilder text = new StringBuilder(head);
        String separator = "";
        for (RoomPosition room : positions.values()) {
            text.append(separator).append(room.prefix).append(room.position);
            separator = Offset.ROOM_SEPARATOR;
        }
        return text.toString();
    }
}
