package chat.parley.delivery;

import java.util.function.Consumer;

/**
 * What one {@link Cursor} reads: two rows of numbered events kept in memory, changes and entries, and behind the entries the
 * log. May be asked from any thread; must not block.
 */
public interface Source {
    Tail changes();

    /** Not null once the cursor was put somewhere. */
    Tail entries();

    /** The newest of what has no place in a row, such as who is typing. */
    Passing passing();

    /** The cursor fell behind the changes: gives the step to where it can go on, on any thread. */
    void catchUpChanges(long offset, Consumer<Step> answer);

    /** The cursor fell behind the entries in memory: gives the step to where the log can go on, likewise. */
    void catchUp(long offset, long change, int mostChars, Consumer<Step> answer);
}
