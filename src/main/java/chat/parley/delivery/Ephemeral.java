package chat.parley.delivery;

/**
 * An ephemeral state, such as who is typing. Only the newest is sent; a session that is behind skips older ones.
 *
 * @param number increases with each new state
 * @param batch the state as events; null before the first one
 * @param isEmpty whether a new session needs no event
 */
public record Ephemeral(long number, Batch batch, boolean isEmpty) {
    public static final Ephemeral NONE = new Ephemeral(0, null, true);
}
