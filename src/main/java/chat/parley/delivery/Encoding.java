package chat.parley.delivery;

import chat.parley.event.Event;
import java.util.List;

/**
 * How a door writes events. One instance per door, compared by identity: what it encodes is kept and shared by all the sessions that come through that door.
 *
 * @param <T> what goes over the wire, immutable
 */
public interface Encoding<T> {
    T encode(Event event);

    /** Several encoded events as one thing to send. */
    T join(List<T> encoded);
}
