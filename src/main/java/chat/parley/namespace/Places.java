package chat.parley.namespace;

import java.util.Map;
import java.util.TreeMap;

/** Where a socket stands at this moment, and who it is, as the offset that its client is to bring: what does not change from message to message is written once. Safe for many threads. */
final class Places {
    private static final class Place {
        private final String beginning;
        private String position;

        private Place(String room) {
            this.beginning = Offset.beginningOf(room);
        }
    }

    private final Map<String, Place> places = new TreeMap<>();
    private String name = "";
    private long unheard;
    private String who = Offset.who(name, unheard);

    synchronized void name(String said) {
        name = said;
        who = Offset.who(name, unheard);
    }

    /** What was said up to this offset is not for the client. */
    synchronized void unheard(long upTo) {
        unheard = upTo;
        who = Offset.who(name, unheard);
    }

    synchronized long unheard() {
        return unheard;
    }

    synchronized void stand(String room, String position) {
        places.computeIfAbsent(room, Place::new).position = position;
    }

    synchronized void leave(String room) {
        places.remove(room);
    }

    synchronized boolean isNowhere() {
        return places.isEmpty();
    }

    /** Whether it is this room alone, and no name is carried. */
    synchronized boolean isOnly(String room) {
        return name.isEmpty() && places.size() == 1 && places.containsKey(room);
    }

    synchronized String offset() {
        StringBuilder text = new StringBuilder(who);
        String between = "";
        for (Place place : places.values()) {
            text.append(between).append(place.beginning).append(place.position);
            between = Offset.BETWEEN;
        }
        return text.toString();
    }
}
