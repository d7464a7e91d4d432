package chat.parley.namespace;

import java.util.Map;
import java.util.TreeMap;

/**
 * Tracks a socket's positions and name, and renders them as the client's offset. Caches the parts that do not
 * change with each message. Safe for many threads.
 */
final class Places {
    private static final class Place {
        private final String prefix;
        private String position;

        private Place(String room) {
            this.prefix = Offset.prefixOf(room);
        }
    }

    private final Map<String, Place> places = new TreeMap<>();
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
        places.computeIfAbsent(room, Place::new).position = position;
    }

    synchronized void leave(String room) {
        places.remove(room);
    }

    synchronized boolean isEmpty() {
        return places.isEmpty();
    }

    /** Whether this is the only room and the offset carries no name. */
    synchronized boolean isOnly(String room) {
        return name.isEmpty() && places.size() == 1 && places.containsKey(room);
    }

    synchronized String offset() {
        StringBuilder text = new StringBuilder(head);
        String separator = "";
        for (Place place : places.values()) {
            text.append(separator).append(place.prefix).append(place.position);
            separator = Offset.ROOM_SEPARATOR;
        }
        return text.toString();
    }
}
