package chat.parley.delivery;

/**
 * Something of which only the newest counts: a session that is behind misses what was in between.
 *
 * @param number grows with each new one
 * @param batch null before the first one
 * @param isEmpty whether there is nothing to tell somebody who comes now
 */
public record Passing(long number, Batch batch, boolean isEmpty) {
    public static final Passing NONE = new Passing(0, null, true);
}
