package chat.parley.delivery;

import chat.parley.event.Event;
import java.util.List;

/**
 * Encodes events for one door. Each door has a single instance, compared by identity; its results are cached and shared
 * by all sessions of the door.
 *
 * @param <T> the encoded form; immutable
 */
public interface Encoding<T> {
    T encode(Event event);

    /** Joins encoded events into one. */
    T join(List<T> encoded);
}
