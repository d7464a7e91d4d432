package chat.parley.room;

import chat.parley.event.Event;

/** One event with a number in its tail, encoded at most once per door. Safe for many threads. */
final class Frame {
    private static final int OVERHEAD = 250;
    private static final int MEMBER = 60;

    private final long number;
    private final Event event;
    private final Encoded encoded = new Encoded();

    Frame(long number, Event event) {
        this.number = number;
        this.event = event;
    }

    long number() {
        return number;
    }

    Event event() {
        return event;
    }

    /** About how many characters it holds. */
    int weight() {
        return weight(event);
    }

    static int weight(Event event) {
        if (event instanceof Event.Message message) {
            return OVERHEAD + message.text().length();
        }
        if (event instanceof Event.Joined joined) {
            return OVERHEAD + joined.members().size() * MEMBER;
        }
        if (event instanceof Event.History history) {
            return OVERHEAD + history.messages().stream().mapToInt(Frame::weight).sum();
        }
        return OVERHEAD + (event instanceof Event.Members members ? members.members().size() * MEMBER : 0);
    }

    <T> T as(Encoding<T> encoding) {
        return encoded.as(encoding, e -> e.encode(event));
    }
}
