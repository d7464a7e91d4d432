package chat.parley.delivery;

import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Mention;
import java.util.List;

/** An event with its number in a tail, encoded at most once per door. Thread-safe. */
public final class Frame {
    private static final int OVERHEAD = 250;
    private static final int MEMBER = 60;
    private static final int ROOM = 200;
    private static final int MENTION = 60;

    private final long number;
    private final Event event;
    private final long since;
    private final Encoded encoded = new Encoded();

    public Frame(long number, Event event) {
        this(number, event, 0);
    }

    /** @param since when the event became visible, in {@link System#nanoTime} nanoseconds; 0 if unknown */
    Frame(long number, Event event, long since) {
        this.number = number;
        this.event = event;
        this.since = since;
    }

    long since() {
        return since;
    }

    public long number() {
        return number;
    }

    Event event() {
        return event;
    }

    /** Approximate size in characters. */
    public int weight() {
        return weight(event);
    }

    public static int weight(Event event) {
        if (event instanceof Logged.Message message) {
            return OVERHEAD + lengthOf(message.text()) + reactions(message) + mentions(message.mentions());
        }
        if (event instanceof Logged.Edited edited) {
            return OVERHEAD + lengthOf(edited.text()) + mentions(edited.mentions());
        }
        if (event instanceof Event.Joined joined) {
            return OVERHEAD + joined.members().size() * MEMBER;
        }
        if (event instanceof Event.History history) {
            return OVERHEAD
                    + history.messages().stream().mapToInt(Frame::weight).sum();
        }
        if (event instanceof Event.Pins pins) {
            return OVERHEAD + pins.messages().stream().mapToInt(Frame::weight).sum();
        }
        if (event instanceof Event.Found found) {
            return OVERHEAD
                    + found.hits().stream()
                            .mapToInt(hit -> weight(hit.message()))
                            .sum();
        }
        if (event instanceof Event.RoomList list) {
            return OVERHEAD + list.rooms().size() * ROOM;
        }
        if (event instanceof Event.MyRooms mine) {
            return OVERHEAD + mine.rooms().size() * ROOM;
        }
        return OVERHEAD
                + (event instanceof Event.Members members ? members.members().size() * MEMBER : 0);
    }

    private static int lengthOf(String text) {
        return text == null ? 0 : text.length();
    }

    private static int reactions(Logged.Message message) {
        return message.reactions() == null
                ? 0
                : message.reactions().stream()
                        .mapToInt(reaction -> (reaction.members().size() + 1) * MEMBER)
                        .sum();
    }

    private static int mentions(List<Mention> mentions) {
        return mentions == null
                ? 0
                : mentions.stream()
                        .mapToInt(mention -> (mention.members().size() + 1) * MENTION)
                        .sum();
    }

    <T> T as(Encoding<T> encoding) {
        return encoded.as(encoding, e -> e.encode(event));
    }
}
